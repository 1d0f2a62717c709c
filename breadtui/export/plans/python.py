"""A recreation plan as a Python script on `aibread`, Bread's official client."""

from __future__ import annotations

import pprint

from breadtui.domain.names import RepoName
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.made import Made, StepKind
from breadtui.export.plans.script import Script, body_of, comment_of, script_of

_HEAD = '''\
#!/usr/bin/env python3
"""Makes a bake again by its recreation plan.

Needs: pip install aibread; the key in BREAD_API_KEY. BREAD_REPO names another repository to make it in.
Every step looks first: what is there and equal is left, what is missing is made, what differs ends the script.
"""

import os
import sys
import time
import urllib.parse

import aibread

SOURCE = {source}
REPO = os.environ.get("BREAD_REPO") or {into}
BASE_MODEL = {base_model}
WAIT_SECONDS = {{"stim": 5.0, "rollout": 10.0, "bake": 30.0}}
ACTIVE = ("pending", "preparing", "running", "incomplete")

# Models of bakes that this plan makes anew: old path -> bake and checkpoint.
REMADE = {remade}

DEFAULTS = {{"model_name": BASE_MODEL, "num_traj_per_stimulus": 1, "max_concurrency": 10}}

client = aibread.Bread()  # reads BREAD_API_KEY and BREAD_BASE_URL
models = {{}}


def at(name):
    """A name as one segment of a path: the client does not encode it."""
    if name in ("", ".", ".."):
        sys.exit("nothing can have such a name: %r" % name)
    return urllib.parse.quote(name, safe="")


def say(words):
    print(words.encode("ascii", "backslashreplace").decode(), file=sys.stderr, flush=True)


def look(read, *names, **keywords):
    try:
        return read(*names, **keywords)
    except aibread.NotFoundError:
        return None


def rewritten(value):
    """Names of remade models in place of the old ones, where this goes into another repository."""
    if isinstance(value, dict):
        return {{key: rewritten(item) for key, item in value.items()}}
    if isinstance(value, list):
        return [rewritten(item) for item in value]
    if REPO == SOURCE or not isinstance(value, str) or value not in REMADE:
        return value
    bake, checkpoint = REMADE[value]
    paths = models.get(bake) or []
    same = [path for path in paths if path.endswith("/%d" % checkpoint)]
    if paths and not same:
        say("the remade %s has no checkpoint %d: %s is used" % (bake, checkpoint, paths[0]))
    return (same or paths or [value])[0]


def plain(value):
    return value.to_dict() if hasattr(value, "to_dict") else value


def differs(planned, found, place=""):
    """The first place in which what is there is not what is planned, or None."""
    if isinstance(planned, dict) and isinstance(found, dict):
        for key, item in planned.items():
            if item is not None and (bad := differs(item, found.get(key), place + "." + key)):
                return bad
        return None
    if isinstance(planned, list) and isinstance(found, list) and len(planned) == len(found):
        for one, other in zip(planned, found):
            if bad := differs(one, other, place + "[]"):
                return bad
        return None
    return None if planned == found or (not planned and not found) else place or "."


def end(words):
    say(words)
    sys.exit(1)


def check(kind, name, planned, found):
    bad = differs(planned, found)
    if bad:
        end("%s %s is there, but differs at %s" % (kind, name, bad))
    say("%s %s: there" % (kind, name))


def make_repo():
    if look(client.repo.get, at(REPO)) is None:
        say("making repository " + REPO)
        client.repo.set(repo_name=REPO, base_model=BASE_MODEL or None)


def make_prompt(name, body):
    found = look(client.prompts.get, at(name), repo_name=at(REPO))
    if found is not None:
        check("prompt", name, body, plain(found))
        return
    say("making prompt " + name)
    client.prompts.create(at(REPO), prompt_name=name, **body)


def make_target(name, template, overrides):
    overrides = rewritten(overrides)
    found = look(client.targets.get, at(name), repo_name=at(REPO))
    if found is not None:
        check("target", name, overrides, {{**DEFAULTS, **plain(found)["config"]}})
        return
    say("making target " + name)
    client.targets.create(at(REPO), target_name=name, template=template, overrides=overrides)


def make_bake(name, template, overrides):
    overrides = rewritten(overrides)
    found = look(client.bakes.get, at(name), repo_name=at(REPO))
    if found is not None:
        check("bake", name, overrides, found.config)
        return
    say("making bake " + name)
    client.bakes.create(at(REPO), bake_name=name, template=template, overrides=overrides)


def run(kind, name):
    """Starts what has not begun, once, and waits until it is complete."""
    jobs = {{"stim": client.targets.stim, "rollout": client.targets.rollout, "bake": client.bakes}}[kind]
    job = jobs.get(at(name), repo_name=at(REPO))
    if job.status not in (*ACTIVE, "complete"):
        say("starting %s of %s" % (kind, name))
        # One try: a start must not be sent twice.
        quiet = client.with_options(max_retries=0)
        once = {{"stim": quiet.targets.stim, "rollout": quiet.targets.rollout, "bake": quiet.bakes}}[kind]
        job = once.run(at(name), repo_name=at(REPO), poll=False)
    while job.status in ACTIVE:
        say("%s of %s: %s %s%%" % (kind, name, job.status, job.progress_percent))
        time.sleep(WAIT_SECONDS[kind])
        job = jobs.get(at(name), repo_name=at(REPO))
    if job.status != "complete":
        end("%s of %s is %s: %s" % (kind, name, job.status, job.error))
    say("%s of %s: complete" % (kind, name))
    if kind == "bake":
        models[name] = list(job.api_model_name or [])


def main():
    make_repo()
'''

_TAIL = """\
    for paths in models.values():
        for path in paths:
            print(path.encode("ascii", "backslashreplace").decode())


if __name__ == "__main__":
    main()
"""


def plan_python(plan: RecreationPlan, source: RepoName, into: RepoName | None = None) -> str:
    """A script that makes the bake again in `into` (its own repository where none is named).

    It can be run again at any time, needs no key in it, and holds names and texts as ASCII literals only.
    """
    script = script_of(plan, source)
    remade = {text: (path.bake, path.checkpoint) for text, path in script.paths.items()}
    head = _HEAD.format(
        source=ascii(str(source)),
        into=ascii(str(into or source)),
        base_model=ascii(plan.base_model),
        remade=_literal(remade, 0),
    )
    return head + "".join(_step(one) for one in script.steps) + _body_end(script) + _TAIL


def _step(one: Made) -> str:
    body = body_of(one)
    comment = f"    # {one.number}. {one.kind} {comment_of(one.name)}\n"
    match one.kind:
        case StepKind.PROMPT:
            del body["prompt_name"]
            return f"{comment}    make_prompt({one.name!a}, {_literal(body, 4)})\n"
        case StepKind.TARGET | StepKind.BAKE:
            given = f"{one.name!a}, {one.template!a}, {_literal(body['overrides'], 4)}"
            return f"{comment}    make_{one.kind}({given})\n"
        case StepKind.TRAINING:
            return f"{comment}    run('bake', {one.name!a})\n"
        case _:
            return f"{comment}    run({one.kind.value!a}, {one.name!a})\n"


def _literal(value: object, indent: int) -> str:
    """A Python literal in ASCII, over several lines where it is long; further lines are indented."""
    text = pprint.pformat(_ascii_only(value), width=100, sort_dicts=False)
    return text.replace("\n", "\n" + " " * indent)


class _Ascii(str):
    """A text whose literal is ASCII."""

    __slots__ = ()

    def __repr__(self) -> str:
        return ascii(str(self))


def _ascii_only(value: object) -> object:
    if isinstance(value, str):
        return _Ascii(value)
    if isinstance(value, dict):
        return {_Ascii(key): _ascii_only(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_ascii_only(item) for item in value)
    return [_ascii_only(item) for item in value] if isinstance(value, list) else value


def _body_end(script: Script) -> str:
    return "" if script.steps else "    say('the plan has no steps')\n"
