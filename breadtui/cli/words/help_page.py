"""The page of `breadtui --help`, written by hand so that printing it loads nothing."""

from __future__ import annotations

from breadtui.commands import exits

PAGE = f"""\
usage: breadtui [REPO[/NAME]] [options]
       breadtui COMMAND [options]

The terminal cockpit for Bread, where prompts are baked into model weights.

what to open:
  REPO[/NAME]          what to open first; a bake, target or prompt
  --repo NAME          the same for a repository of any name

options:
  --demo               a made-up service in this process; needs no key
  --profile NAME       a profile of the configuration file
  --base-url URL       the service's address; empty is production
  --read-only          look, but change nothing on the service
  --no-mouse           leave the mouse to the terminal
  --no-poll            ask the service by hand only: r, R, or :poll on
  --no-bgit            do not look whether this is a folder of bgit
  --replay FILE        look at a journal that was exported; asks nobody
  --version            print the version
  -h, --help           print this page

commands (each has its own --help):
  status [REPO] [FILTER …]  repositories and what runs in them
  tree [REPO] [FILTER …]    which bake descends from which
  show REPO/BAKE       one job, with its configuration
  graph REPO/BAKE      what it was made from, or what uses it
  blame REPO/BAKE      which bake taught each line of the prompts
  plan REPO/BAKE       how to make it again: text, script, check, run
  prompt WHAT …        list, get, set, diff, history or edit prompts
  rows REPO/TARGET stim|rollout  its questions, or questions with answers
  metrics REPO/BAKE    its training log, every row, or as a plot
  compare REPO/BAKE …  two to eight bakes: figures, settings, curves
  chat MODEL [-m TEXT] talk to a model, or ask it one question
  models [REPO]        what can be talked to now
  download REPO/BAKE   its weights into a file, whole and checked
  repo create NAME     a new repository, with --base-model M
  target create …      a target from a file
  bake create …        a bake from a file; it is not started
  run REPO/BAKE        start it; of a target, stim and rollout
  wait REPO/NAME …     until jobs are complete or failed
  doctor REPO[/BAKE]   what is amiss with jobs, each with its evidence
  notify               by which ways you are told, with --test one each
  events [FILTER …]    what was seen to happen, oldest first
  journal WHAT         what was seen and when: stats, vacuum, export
  label [REPO/NAME]    stars, hiding, tags, notes, kept here or by the team
  record               watch all of it without a screen, for cockpits too
  keys [WORD …]        every key, and what may keep it from arriving
  demo-server          Bread's API on this machine, made up
  help COMMAND         the page of a command

A repository that is named like a command is opened by --repo NAME or NAME/.

The key comes from BREAD_API_KEY, from breadtui's own store, or from bgit's
configuration. There is no option for it: other users of the machine would
see it in the list of processes. BREAD_BASE_URL sets the address.

{exits.TABLE}
"""
