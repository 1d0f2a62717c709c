"""Text that tries to drive the terminal, in every kind of widget."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.widgets import (
    Button,
    Checkbox,
    Collapsible,
    DataTable,
    Header,
    Input,
    Label,
    Log,
    Markdown,
    OptionList,
    Placeholder,
    RadioButton,
    RichLog,
    Select,
    SelectionList,
    Static,
    TabbedContent,
    TabPane,
    TextArea,
    Tree,
)

from breadtui.ui.terminal.framediff import FrameDiff
from breadtui.ui.terminal.safe_text import SafeOutput
from breadtui.ui.terminal.virtual_rows import VirtualRows

PAYLOADS = {
    "clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "title": "\x1b]0;PWNED\x1b\\",
    "link": "\x1b]8;;http://pwned.invalid\x1b\\here\x1b]8;;\x1b\\",
    "notification": "\x1b]777;notify;PWNED\x07",
    "title report": "\x1b[21t",
    "printer": "\x1b[5i",
    "far away": "\x1b[998;997H",
    "reset": "\x1bc",
    "device": "\x1bP+q504e\x1b\\",
    "c1 csi": "\x9b998;997H",
    "c1 osc": "\x9d0;PWNED\x9c",
    "charset": "\x0e\x1b(0",
    "null": "\x00",
    "delete": "\x7f",
    "backspace": "\x08\x08\x08",
    "vertical": "\x0b\x0c",
    "right to left": "\u202e",
    "isolate": "\u2066",
    "zero width": "\u200b",
    "tag": "\U000e0041",
    "line separator": "\u2028",
    "byte order": "\ufeff",
    "soft hyphen": "\u00ad",
}
ALL = "begin " + " ".join(PAYLOADS.values()) + " finish"


class RawRows(VirtualRows[str]):
    DEFAULT_CSS = "RawRows { height: 2; }"
    empty_text = "none"

    def render_row(self, key: str, index: int, width: int, *, selected: bool, focused: bool) -> Strip:
        link = Style(link=f"http://pwned.invalid/{key}")
        return Strip([Segment(f"{key}\t\r\n", link), Segment(key, None, [(1,)])])  # type: ignore[list-item]  # not a real control code


class Hostile(SafeOutput, FrameDiff, App[None]):
    CSS = "DataTable, Tree, TextArea, Log, RichLog, OptionList, SelectionList { height: 4; } Markdown { height: 3; }"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.title = text

    def compose(self) -> ComposeResult:
        text = self.text
        yield Header()
        yield Static(text, markup=False)
        yield Static(Content(text))
        yield Static(Text(text))
        yield Static(Text("linked", style=Style(link=f"http://pwned.invalid/{text}")))
        yield Label(text, markup=False)
        yield Button(Content(text))
        yield Checkbox(Content(text))
        yield RadioButton(Content(text))
        yield OptionList(Text(text), Content(text))
        yield SelectionList((Text(text), 1))
        yield Select([(text.replace("[", "("), 1)], prompt=Content(text).plain.replace("[", "("))
        yield Input(text, placeholder=text)
        yield Input(placeholder=text)
        yield TextArea(f"{text}\n{text}")
        yield Log(classes="log")
        yield RichLog(markup=False)
        yield Markdown(f"{text} and `{text}`", open_links=False)
        yield DataTable[Text]()
        yield Tree[int](Text(text))
        yield Collapsible(Static(text, markup=False), title=text.replace("[", "("), collapsed=False)
        yield Placeholder(text.replace("[", "("))
        with TabbedContent(), TabPane(Content(text)):
            yield RawRows([text])

    def on_mount(self) -> None:
        self.query_one(Log).write_line(self.text)
        self.query_one(RichLog).write(self.text)
        table = self.query_one(DataTable)
        table.add_column(Text(self.text))
        table.add_row(Text(self.text), label=Text(self.text))
        static = self.query(Static).first()
        static.border_title = Content(self.text)
        static.styles.border = ("round", "red")
        self.notify(self.text, title=self.text.replace("[", "("), markup=False, timeout=600)
        self.call_after_refresh(self.query_one("Log").write_line, "ALL THERE")  # type: ignore[attr-defined]  # a Log


if __name__ == "__main__":
    Hostile(ALL).run()
