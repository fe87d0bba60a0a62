"""Completions of a command line as cli_texts.py reads it: files for zsh and fish. (Bash's is a template beside them.)"""
import re

# Values that are no files.
PLAIN = {"N", "M", "INT", "FLOAT", "NAME", "CRS", "COLUMN", "COLUMN[,COLUMN]", "DX DY", "XMIN YMIN XMAX YMAX"}
FOLDERS = ("RUN", "DIR", "BEFORE", "AFTER")
IDS = {"LAYER": ("rasters", "tif"), "ENTERPRISE": ("enterprises", "json")}  # of a run that stands before
HEAD = "Completion of {0} for {1}, written by packaging/cli_texts.py."


def quoted(text):
    """For zsh's single quotes."""
    return text.replace("'", "'\\''")


def zsh_action(option):
    if option.choices:
        return f"({' '.join(option.choices)})"
    return " " if option.value in PLAIN else "_files"


def zsh_option(option):
    text = re.sub(r"([\[\]:\\])", r"\\\1", option.text)
    values = option.value.split(" ") if " " in option.value else [option.value] * option.words
    words = "".join(f":{value}:{zsh_action(option)}" for value in values) if option.value else ""
    joined = "=" if option.value and option.names[-1].startswith("--") else ""
    if len(option.names) > 1:
        names = f"'({' '.join(option.names)})'{{{','.join(name + joined for name in option.names)}}}"
        return f"{names}'[{quoted(text)}]{quoted(words)}'"
    return f"'{'*' if option.many else ''}{option.names[0]}{joined}[{quoted(text)}]{quoted(words)}'"


def zsh_place(name, positional, number):
    head = "*" if positional.many else str(number)
    word = positional.names[0]
    if word in IDS:
        return f"'{head}:{word}: _{name}_ids {' '.join(IDS[word])}'"  # the space keeps zsh from adding arguments
    return f"'{head}:{word}:_files{' -/' if word in FOLDERS else ''}'"


def zsh_function(command):
    """A function of the command, and of what stands first where it has commands of its own."""
    name, function = command.words[0], "_" + "_".join(command.words)
    lines = [zsh_option(option) for option in command.options]
    places = [zsh_place(name, positional, i + 1) for i, positional in enumerate(command.positionals)]
    if not command.commands:
        return f"{function}() {{\n    _arguments -s \\\n        " + " \\\n        ".join([*lines, *places]) + "\n}\n\n"
    listed = "\n".join(f"        '{inner.words[-1]}:{quoted(inner.about.replace(':', chr(92) + ':'))}'" for inner in command.commands)
    folders = f"\n    _files -/" if command.positionals else ""
    text = (f"{function}__first() {{\n    local -a commands=(\n{listed}\n    )\n    _describe -t commands command commands{folders}\n}}\n\n"
            f"{function}() {{\n    local curcontext=\"$curcontext\" state line\n    typeset -A opt_args\n    _arguments -s -C \\\n        "
            + " \\\n        ".join([*lines, f"'1: :{function}__first'", "'*:: :->rest'"]) + "\n"
            "    [[ $state == rest ]] || return\n    case $line[1] in\n")
    for inner in command.commands:
        text += f"        {inner.words[-1]}) _{'_'.join(inner.words)} ;;\n"
    return text + "    esac\n}\n\n"


def zsh_completion(program):
    name = program.words[0]
    functions = "".join(zsh_function(command) for command in reversed(program.all()))
    return f"""#compdef {name}
# {HEAD.format(name, "zsh")}

# Ids of the layers or enterprises of the run, or output folder, that stands before: FOLDER ENDING.
_{name}_ids() {{
    local -a ids
    local word expl
    for word in ${{words[2,CURRENT-1]}}; do
        word=${{~${{(Q)word}}}}
        ids+=($word/$1/*.$2(N:t:r) $word/current/$1/*.$2(N:t:r))
    done
    ids=(${{ids:#index}})
    _wanted ids expl id compadd -a ids
}}

{functions}_{name} "$@"
"""


def fish_text(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish_at(name, command, place=""):
    return f"-n '__{name}_at \"{' '.join(command.words)}\"{' ' + place if place else ''}'"


def fish_option(name, command, option):
    names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
    takes = ""
    if option.choices:
        takes = f" -x -a '{' '.join(option.choices)}'"
    elif option.value:
        takes = " -x" if option.value in PLAIN else " -r -F"
    return f"complete -c {name} {fish_at(name, command)} {names}{takes} -d {fish_text(option.text)}\n"


def fish_command(name, command):
    text = "".join(fish_option(name, command, option) for option in command.options)
    for inner in command.commands:
        text += f"complete -c {name} {fish_at(name, command, '0')} -f -a {inner.words[-1]} -d {fish_text(inner.about)}\n"
    for i, positional in enumerate(command.positionals):
        word, place = positional.names[0], f"{i}{'+' if positional.many else ''}"
        if word in IDS:
            text += f"complete -c {name} {fish_at(name, command, place)} -f -a '(__{name}_ids {' '.join(IDS[word])})' -d {word}\n"
        elif word in FOLDERS:
            text += f"complete -c {name} {fish_at(name, command, place)} -f -a '(__fish_complete_directories (commandline -ct) {word})'\n"
    if not (command.positionals and command.positionals[-1].many):
        text += f"complete -c {name} {fish_at(name, command, f'{len(command.positionals)}+')} -f\n"
    return text + "\n"


def fish_completion(program):
    name, every = program.words[0], program.all()
    taken = {}
    for command in every:
        for option in command.options:
            if option.words:
                taken.setdefault(option.words, []).extend(f'"{" ".join(command.words)} {word}"' for word in option.names)
    skips = "".join(f"            case {' '.join(words)}\n                set skip {n}\n" for n, words in sorted(taken.items()))
    commands = "".join(f"        case \"{' '.join(c.words)}\"\n            string join \\n {' '.join(i.words[-1] for i in c.commands)}\n"
                       for c in every if c.commands)
    return f"""# {HEAD.format(name, "fish")}

function __{name}_commands
    switch "$argv[1]"
{commands}    end
end

# The command that is being typed, and how many of its arguments stand already.
function __{name}_where
    set -l command {name}
    set -l place 0
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -gt 0
            set skip (math $skip - 1)
            continue
        end
        switch "$command $word"
{skips}            case "$command -*"
            case '*'
                if test $place -eq 0; and contains -- $word (__{name}_commands $command)
                    set command "$command $word"
                else
                    set place (math $place + 1)
                end
        end
    end
    string join \\n $command $place
end

# COMMAND [PLACE], or PLACE+ for that one and all after it.
function __{name}_at
    set -l here (__{name}_where)
    test "$here[1]" = "$argv[1]"; or return 1
    test (count $argv) -gt 1; or return 0
    string match -q '*+' -- $argv[2]; and test $here[2] -ge (string trim -c + -- $argv[2]); and return 0
    test "$here[2]" = "$argv[2]"
end

# Ids of the layers or enterprises of the run, or output folder, that stands before: FOLDER ENDING.
function __{name}_ids
    for word in (commandline -opc)[2..-1]
        for file in $word/$argv[1]/*.$argv[2] $word/current/$argv[1]/*.$argv[2]
            string match -v index -- (string replace -r '.*/([^/]+)\\.[^.]+$' '$1' -- $file)
        end
    end
end

{"".join(fish_command(name, command) for command in every).rstrip()}
"""
