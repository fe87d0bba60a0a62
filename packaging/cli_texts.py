#!/usr/bin/python3
"""Writes what repeats the command lines' definitions: blocks of the man pages, docs/cli.md and the completions, from --help.

    packaging/cli_texts.py --mapgen build/release/bin/mapgen --tileserver build/release/bin/tileserver [--check]

--check writes nothing and ends with 1 where a file differs from what would be written; a test runs it.
"""
import argparse
import dataclasses
import pathlib
import re
import subprocess
import sys

from shell_completions import fish_completion, zsh_completion

ROOT = pathlib.Path(__file__).resolve().parents[1]
MAN = ROOT / "docs/man"
COMPLETIONS = ROOT / "packaging/completions"
COLUMN = 30  # where CLI11 begins descriptions
WORD = r"[a-z0-9][a-z0-9/-]*"
CHOICES = re.compile(rf"^(?:[^:]*: )?((?:{WORD}, )*{WORD} or {WORD})(?= \(|, |;|$)")


@dataclasses.dataclass
class Option:
    names: list
    value: str
    default: str
    required: bool
    text: str
    count: int = 1
    many: bool = False

    @property
    def words(self):
        """How many words it takes."""
        return len(self.value.split(" ")) if " " in self.value else self.count if self.value else 0

    @property
    def choices(self):
        found = CHOICES.match(self.text)
        return re.split(", | or ", found.group(1)) if found and self.value else []


@dataclasses.dataclass
class Command:
    words: list
    about: str
    usage: str
    positionals: list
    options: list
    commands: list

    def all(self):
        return [self, *(inner for command in self.commands for inner in command.all())]


def option_of(spec, text):
    required = " REQUIRED" in spec
    head, _, value = re.sub(r" REQUIRED| \.\.\.$| x \d+$", "", spec).partition(" ")
    value, _, default = value.partition("=")
    count = re.search(r" x (\d+)$", spec)
    return Option(head.split(","), value, default, required, text, int(count.group(1)) if count else 1, spec.endswith(" ..."))


def section(help_text, title):
    """Pairs of what stands at the left and its description."""
    found = re.search(rf"^{title}:\n((?:  .*\n?)+)", help_text, re.M)
    pairs = []
    for line in found.group(1).splitlines() if found else []:
        if not line.startswith(" " * COLUMN):
            pairs.append([line[2:COLUMN].rstrip() if line[COLUMN - 1:COLUMN] == " " else line[2:].rstrip(), line[COLUMN:].strip()
                          if line[COLUMN - 1:COLUMN] == " " else ""])
        else:
            pairs[-1][1] = line.strip()
    return pairs


def read_command(program, words):
    shown = subprocess.run([program, *words[1:], "--help"], capture_output=True, text=True, check=True, timeout=60).stdout
    about, _, rest = shown.partition("\nUsage: ")
    return Command(words, " ".join(about.split()).rstrip("."), rest.splitlines()[0].strip(),
                   [option_of(*pair) for pair in section(shown, "Positionals")],
                   [option_of(*pair) for pair in section(shown, "Options")],
                   [read_command(program, [*words, name]) for name, _ in section(shown, "Subcommands")])


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def man_option(option):
    head = ", ".join(f"\\fB{roff(name)}\\fR" if name.startswith("-") else f"\\fI{roff(name)}\\fR" for name in option.names)
    if option.value and option.names[0].startswith("-"):
        head += f" \\fI{roff(option.value)}\\fR"
    notes = ["required"] if option.required and option.names[0].startswith("-") else []
    notes += [f"default {option.default}"] if option.default else []
    text = option.text + (f" ({'; '.join(notes)})" if notes else "")
    return f".TP\n{head}\n{roff(text)}\n"


def man_options(command):
    text = ".SH OPTIONS\n" + "".join(map(man_option, [*command.positionals, *command.options]))
    if len(command.words) == 1 and command.commands:
        text += ".SH COMMANDS\n"
        for inner in command.commands:
            text += f".TP\n.BR {roff('-'.join(inner.words))} (1)\n{roff(inner.about)}.\n"
        return text
    for inner in command.all()[1:]:
        text += f'.SS "{roff(inner.usage)}"\n{roff(inner.about)}.\n' + "".join(map(man_option, [*inner.positionals, *inner.options]))
    return text


def man_name(command):
    about = command.about.split(". ")[0]
    about = about[0].lower() + about[1:]
    usages = [inner.usage for inner in (command.commands if len(command.words) > 1 and command.commands else [command])]
    lines = "\n.br\n".join(f".B {roff(usage)}" for usage in usages)
    return f".SH NAME\n{roff('-'.join(command.words))} \\- {roff(about)}\n.SH SYNOPSIS\n{lines}\n"


def man_page(command):
    path = MAN / f"{'-'.join(command.words)}.1"
    if not path.exists():
        sys.exit(f"cli_texts: {path.relative_to(ROOT)} is missing; write one after the pages beside it")
    text = path.read_text(encoding="utf-8")
    for block, content in (("name", man_name(command)), ("options", man_options(command))):
        mark = f'.\\" from --help: {block}\n'
        before, found, after = text.partition(mark)
        if not found or '.\\" end\n' not in after:
            sys.exit(f"cli_texts: {path.relative_to(ROOT)}: the block '{block}' is missing")
        text = before + mark + content + '.\\" end\n' + after.partition('.\\" end\n')[2]
    return path, text


def table_row(option):
    head = ", ".join(f"`{name} {option.value}`" if option.value and name.startswith("-") else f"`{name}`" for name in option.names)
    notes = ["required"] if option.required else []
    notes += [f"default `{option.default}`"] if option.default else []
    text = option.text.replace("|", "\\|") + (f" ({'; '.join(notes)})" if notes else "")
    return f"| {head} | {text} |\n"


def settings_table(program):
    shown = subprocess.run([program, "--print-config"], capture_output=True, text=True, check=True, timeout=60).stdout
    rows = re.findall(r"^([a-z0-9_]+) = (.*?)  # (.*)$", shown, re.M)
    return ("\n## Settings of tileserver\n\nA TOML file for `--config`, as `tileserver --print-config` prints it. `[[keys]]`: "
            "[tileserver.md](tileserver.md#operation).\n\n| key | default | meaning |\n| --- | --- | --- |\n"
            + "".join(f"| `{key}` | `{value}` | {text} |\n" for key, value, text in rows))


def cli_page(programs, settings):
    text = ("# Command lines\n\nWritten by `packaging/cli_texts.py` from `--help`. What the commands do stands in the documents of their "
            "subjects and in their\nman pages (`man mapgen-build`); examples in [interface.md](interface.md).\n")
    for command in [inner for program in programs for inner in program.all()]:
        shown = [o for o in (*command.positionals, *command.options) if "--help" not in o.names]
        text += f"\n## {' '.join(command.words)}\n\n    {command.usage}\n\n{command.about}.\n"
        if shown:
            text += "\n| option | meaning |\n| --- | --- |\n" + "".join(map(table_row, shown))
    return ROOT / "docs/cli.md", text + settings


def bash_case(pairs):
    return "".join(f'        "{key}") echo "{value}" ;;\n' for key, value in pairs if value)


def bash_completion(program):
    name = program.words[0]
    every = program.all()
    options = [(" ".join(c.words), " ".join(n for o in c.options for n in o.names)) for c in every]
    commands = [(" ".join(c.words), " ".join(inner.words[-1] for inner in c.commands)) for c in every]
    values = [(f"{' '.join(c.words)} {n}", " ".join(o.choices)) for c in every for o in c.options for n in o.names]
    taking = [(f"{' '.join(c.words)} {n}", "file") for c in every for o in c.options for n in o.names
              if o.value and not o.choices]
    counts = [(f"{' '.join(c.words)} {n}", str(o.words)) for c in every for o in c.options for n in o.names if o.words > 1]
    places = [(f"{' '.join(c.words)} {i}", p.names[0]) for c in every for i, p in enumerate(c.positionals)]
    template = (COMPLETIONS / "template.bash").read_text(encoding="utf-8")
    for mark, pairs in (("OPTIONS", options), ("COMMANDS", commands), ("VALUES", [*values, *taking]), ("COUNTS", counts), ("PLACES", places)):
        template = template.replace(f"        @{mark}@\n", bash_case(pairs))
    return COMPLETIONS / name, template.replace("@NAME@", name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mapgen", required=True)
    parser.add_argument("--tileserver", required=True)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    mapgen = read_command(arguments.mapgen, ["mapgen"])
    tileserver = read_command(arguments.tileserver, ["tileserver"])
    files = [man_page(command) for command in (mapgen, *mapgen.commands, tileserver, *tileserver.commands)]
    for program in (mapgen, tileserver):
        name = program.words[0]
        files += [bash_completion(program), (COMPLETIONS / f"_{name}", zsh_completion(program)),
                  (COMPLETIONS / f"{name}.fish", fish_completion(program))]
    files.append(cli_page((mapgen, tileserver), settings_table(arguments.tileserver)))
    stale = [path for path, text in files if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in [] if arguments.check else files:
        path.write_text(text, encoding="utf-8")
    for path in stale if arguments.check else []:
        print(f"{path.relative_to(ROOT)}: differs from --help; run packaging/cli_texts.py", file=sys.stderr)
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
