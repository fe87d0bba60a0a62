# Completion of @NAME@ for bash, written by packaging/cli_texts.py.

_@NAME@_options() {
    case "$1" in
        @OPTIONS@
    esac
}

_@NAME@_commands() {
    case "$1" in
        @COMMANDS@
    esac
}

# What an option takes: its words, or "file".
_@NAME@_values() {
    case "$1" in
        @VALUES@
    esac
}

# What stands at a place of the command line.
_@NAME@_places() {
    case "$1" in
        @PLACES@
    esac
}

# Ids of the layers of a run, or of the current run of an output folder.
_@NAME@_layers() {
    local file
    for file in "$1"/rasters/*.tif "$1"/current/rasters/*.tif; do
        [ -e "$file" ] && basename "$file" .tif
    done
    return 0
}

_@NAME@_files() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$@")
}

_@NAME@() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local command=@NAME@ first='' place=0 i word values
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == -* ]]; then
            [ -n "$(_@NAME@_values "$command $word")" ] && ((i++))
        elif [[ " $(_@NAME@_commands "$command") " == *" $word "* ]]; then
            command+=" $word"
        else
            [ "$place" -eq 0 ] && first=$word
            ((place++))
        fi
    done
    values=$(_@NAME@_values "$command $previous")
    if [ "$values" = file ]; then
        _@NAME@_files -f -- "$current"
    elif [ -n "$values" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$values" -- "$current")
    elif [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_@NAME@_options "$command")" -- "$current")
    elif [ -n "$(_@NAME@_commands "$command")" ]; then
        # A folder may stand where a command does.
        mapfile -t COMPREPLY < <(
            [ "$place" -eq 0 ] && compgen -W "$(_@NAME@_commands "$command")" -- "$current"
            [ -n "$(_@NAME@_places "$command $place")" ] && compgen -d -- "$current"
        )
    else
        case "$(_@NAME@_places "$command $place")" in
            LAYER) mapfile -t COMPREPLY < <(compgen -W "$(_@NAME@_layers "$first")" -- "$current") ;;
            RUN | DIR | BEFORE | AFTER) _@NAME@_files -d -- "$current" ;;
            *) _@NAME@_files -f -- "$current" ;;
        esac
    fi
}

complete -F _@NAME@ @NAME@
