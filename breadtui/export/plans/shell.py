"""A recreation plan as a bash script of curl calls, without the key."""

from __future__ import annotations

import shlex
from urllib.parse import quote

from breadtui.domain.json_values import Json
from breadtui.domain.names import ModelPath, RepoName
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.made import Made, StepKind
from breadtui.domain.recreation.order import paths_in
from breadtui.export.plans.script import Script, body_of, comment_of, compact_json, script_of

_HEAD = r"""#!/usr/bin/env bash
# Makes a bake again by its recreation plan.
#
# Needs: bash 4, curl, and the key in BREAD_API_KEY. BREAD_REPO names another repository to make it in.
# It may be run again at any time: what is there is left, what differs ends the script, a job that runs is waited for.
set -euo pipefail

: "${BREAD_API_KEY:?set BREAD_API_KEY first}"
BASE="${BREAD_BASE_URL:-https://bapi.bread.com.ai}"
BASE="${BASE%/}"
SOURCE=@SOURCE@
REPO="${BREAD_REPO:-@INTO@}"
STATUS="" ANSWER="" BODY=""

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

[[ "$REPO" =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || die "BREAD_REPO: letters, digits, '.', '_' and '-' only"

# The key goes to curl by a file descriptor, so that it never stands in the list of processes.
secret() { printf 'header = "Authorization: Bearer %s"\n' "$BREAD_API_KEY"; }

get() { # PATH
  ANSWER="$(curl --silent --show-error --max-time 120 --retry 5 --config <(secret) \
    --write-out '\n%{http_code}' "$BASE$1")" || die "no answer from $BASE"
  STATUS="${ANSWER##*$'\n'}" ANSWER="${ANSWER%$'\n'*}"
}

post() { # PATH [BODY]
  ANSWER="$(printf '%s' "${2-}" | curl --silent --show-error --max-time 120 --request POST --config <(secret) \
    --header 'Content-Type: application/json' --data-binary @- --write-out '\n%{http_code}' "$BASE$1")" \
    || die "no answer from $BASE: run this again, it looks first"
  STATUS="${ANSWER##*$'\n'}" ANSWER="${ANSWER%$'\n'*}"
}

make() { # WHAT PATH-OF-ALL BODY
  post "$2" "$3"
  case "$STATUS" in
    200) say "$1: there" ;;
    201) say "$1: made" ;;
    *) die "$1: refused with $STATUS: $ANSWER" ;;
  esac
}

make_bake() { # WHAT PATH-OF-IT PATH-OF-ALL BODY
  get "$2"
  if [[ "$STATUS" == 200 ]]; then say "$1: there, left as it is"; else make "$1" "$3" "$4"; fi
}

run() { # WHAT PATH SECONDS
  local state started=""
  while :; do
    get "$2"
    [[ "$STATUS" == 200 ]] || die "$1: refused with $STATUS: $ANSWER"
    state=unknown
    if [[ "$ANSWER" =~ \"status\"\ *:\ *\"([A-Za-z_]*)\" ]]; then state="${BASH_REMATCH[1]}"; fi
    case "$state" in
      complete) say "$1: complete"; return ;;
      not_started | failed)
        [[ -z "$started" ]] || [[ "$state" != failed ]] || die "$1: failed: $ANSWER"
        if [[ -z "$started" ]]; then
          say "$1: starting"
          post "$2"
          [[ "$STATUS" == 2?? ]] || die "$1: refused with $STATUS: $ANSWER"
          started=yes
          continue
        fi ;;
      *) say "$1: $state" ;;
    esac
    sleep "$3"
  done
}

remade() { # OLD-MODEL-AS-JSON BAKE CHECKPOINT: the remade model in BODY, where this goes into another repository
  [[ "$REPO" != "$SOURCE" ]] || return 0
  get "/v1/repo/$REPO/bakes/$2"
  local paths new
  paths="$(printf '%s' "$ANSWER" | grep -o "\"[^\"/]*/$REPO/$2/[0-9]*\"" || true)"
  new="$(printf '%s\n' "$paths" | grep "/$3\"\$" || true)"
  if [[ -z "$new" ]]; then
    new="${paths%%$'\n'*}"
    [[ -n "$new" ]] || die "the remade $2 has no model yet"
    say "the remade $2 has no checkpoint $3: $new is used"
  fi
  new="${new%%$'\n'*}"
  BODY="${BODY//"$1"/"$new"}"
}

"""


def plan_shell(plan: RecreationPlan, source: RepoName, into: RepoName | None = None) -> str:
    """A script that makes the bake again in `into` (its own repository where none is named).

    Bodies stand in it as one line of ASCII JSON each, names in paths percent-encoded, all else in single quotes.
    """
    script = script_of(plan, source)
    head = _HEAD.replace("@SOURCE@", shlex.quote(_default(str(source)))).replace(
        "@INTO@", _default(str(into or source))
    )
    repo: dict[str, Json] = {"repo_name": "@REPO@", "base_model": plan.base_model or None}
    # The name of the repository is known only when the script runs; it holds nothing that JSON would quote.
    body = _read(repo) + 'BODY="${BODY//@REPO@/"$REPO"}"\n'
    first = f'{body}make "repository $REPO" /v1/repo "$BODY"\n'
    return head + first + "".join(_step(one, script) for one in script.steps)


def _default(name: str) -> str:
    """A repository's name as it may stand in the script; what could not be one is left out, and so refused."""
    return name if all(letter.isascii() and (letter.isalnum() or letter in "._-") for letter in name) else "?"


def _read(body: dict[str, Json]) -> str:
    return f"IFS= read -r BODY <<'BREADTUI'\n{compact_json(body)}\nBREADTUI\n"


def _step(one: Made, script: Script) -> str:
    what = shlex.quote(f"{one.kind} {comment_of(one.name)}")
    name = _segment(one.name)
    comment = f"\n# {one.number}. {one.kind} {comment_of(one.name)}\n"
    match one.kind:
        case StepKind.PROMPT:
            return f'{comment}{_read(body_of(one))}make {what} "/v1/repo/$REPO/prompts" "$BODY"\n'
        case StepKind.TARGET:
            return f'{comment}{_body(one, script)}make {what} "/v1/repo/$REPO/targets" "$BODY"\n'
        case StepKind.BAKE:
            paths = f'"/v1/repo/$REPO/bakes/"{name} "/v1/repo/$REPO/bakes"'
            return f'{comment}{_body(one, script)}make_bake {what} {paths} "$BODY"\n'
        case StepKind.TRAINING:
            return f'{comment}run {what} "/v1/repo/$REPO/bakes/"{name} 30\n'
        case _:
            seconds = 5 if one.kind is StepKind.STIM else 10
            return f'{comment}run {what} "/v1/repo/$REPO/targets/"{name}/{one.kind} {seconds}\n'


def _body(one: Made, script: Script) -> str:
    """The body read, then each old model in it replaced by the remade one."""
    named = dict.fromkeys(path for _, path in paths_in(one.settings) if str(path) in script.paths)
    return _read(body_of(one)) + "".join(_remade(path) for path in named)


def _remade(path: ModelPath) -> str:
    old = shlex.quote(compact_json(str(path)))
    return f"remade {old} {_segment(path.bake)} {path.checkpoint}\n"


def _segment(name: str) -> str:
    """A name as one segment of a path, quoted for the shell; a dot or two would lead elsewhere and are spelled out."""
    encoded = quote(name.encode("utf-8", "surrogatepass"), safe="")
    return shlex.quote(encoded.replace(".", "%2E") if encoded in {".", ".."} else encoded or "%00")
