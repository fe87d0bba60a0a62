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

# How many words an option takes where that is more than one.
_@NAME@_counts() {
    case "$1" in
        @COUNTS@
    esac
}

# What stands at a place of the command line.
_@NAME@_places() {
    case "$1" in
        @PLACES@
    esac
}

# Ids of the layers or enterprises of a run, or of the current run of an output folder: RUN FOLDER ENDING.
_@NAME@_ids() {
    local file
    for file in "$1/$2"/*."$3" "$1/current/$2"/*."$3"; do
        [ -e "$file" ] && [ "${file##*/}" != index.json ] && basename "$file" ".$3"
    done
    return 0
}

_@NAME@_files() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$@")
}

_@NAME@() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local command=@NAME@ first='' place=0 i word values count
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == -* ]]; then
            count=$(_@NAME@_counts "$command $word")
            [ -n "$(_@NAME@_values "$command $word")" ] && ((i += ${count:-1}))
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
            LAYER) mapfile -t COMPREPLY < <(compgen -W "$(_@NAME@_ids "$first" rasters tif)" -- "$current") ;;
            ENTERPRISE) mapfile -t COMPREPLY < <(compgen -W "$(_@NAME@_ids "$first" enterprises json)" -- "$current") ;;
            RUN | DIR | BEFORE | AFTER) _@NAME@_files -d -- "$current" ;;
            *) _@NAME@_files -f -- "$current" ;;
        esac
    fi
}

complete -F _@NAME@ @NAME@
