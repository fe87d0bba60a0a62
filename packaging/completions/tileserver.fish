# Completion of tileserver for fish, written by packaging/cli_texts.py.

function __tileserver_commands
    switch "$argv[1]"
        case "tileserver"
            string join \n export
    end
end

# The command that is being typed, and how many of its arguments stand already.
function __tileserver_where
    set -l command tileserver
    set -l place 0
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -gt 0
            set skip (math $skip - 1)
            continue
        end
        switch "$command $word"
            case "tileserver --listen" "tileserver --config" "tileserver --threads" "tileserver --cache-mb" "tileserver --raster-mb" "tileserver --web" "tileserver export --output" "tileserver export --zooms" "tileserver export --style" "tileserver export --format" "tileserver export --scale"
                set skip 1
            case "$command -*"
            case '*'
                if test $place -eq 0; and contains -- $word (__tileserver_commands $command)
                    set command "$command $word"
                else
                    set place (math $place + 1)
                end
        end
    end
    string join \n $command $place
end

# COMMAND [PLACE], or PLACE+ for that one and all after it.
function __tileserver_at
    set -l here (__tileserver_where)
    test "$here[1]" = "$argv[1]"; or return 1
    test (count $argv) -gt 1; or return 0
    string match -q '*+' -- $argv[2]; and test $here[2] -ge (string trim -c + -- $argv[2]); and return 0
    test "$here[2]" = "$argv[2]"
end

# Ids of the layers or enterprises of the run, or output folder, that stands before: FOLDER ENDING.
function __tileserver_ids
    for word in (commandline -opc)[2..-1]
        for file in $word/$argv[1]/*.$argv[2] $word/current/$argv[1]/*.$argv[2]
            string match -v index -- (string replace -r '.*/([^/]+)\.[^.]+$' '$1' -- $file)
        end
    end
end

complete -c tileserver -n '__tileserver_at "tileserver"' -s h -l help -d 'Print this help message and exit'
complete -c tileserver -n '__tileserver_at "tileserver"' -l version -d 'Display program version information and exit'
complete -c tileserver -n '__tileserver_at "tileserver"' -l listen -r -F -d 'address:port; port 0 takes a free one and prints it'
complete -c tileserver -n '__tileserver_at "tileserver"' -l config -r -F -d 'settings in TOML; --print-config shows them all'
complete -c tileserver -n '__tileserver_at "tileserver"' -l threads -x -d 'event loops; 0: one per core'
complete -c tileserver -n '__tileserver_at "tileserver"' -l cache-mb -x -d 'memory for finished answers'
complete -c tileserver -n '__tileserver_at "tileserver"' -l raster-mb -x -d 'memory for decoded rasters'
complete -c tileserver -n '__tileserver_at "tileserver"' -l web -r -F -d 'folder with the viewer\'s files'
complete -c tileserver -n '__tileserver_at "tileserver"' -l print-config -d 'print every setting and its value as TOML, and end'
complete -c tileserver -n '__tileserver_at "tileserver" 0' -f -a export -d 'Write a layer\'s tiles, byte for byte as the server sends them, into one file'
complete -c tileserver -n '__tileserver_at "tileserver" 0' -f -a '(__fish_complete_directories (commandline -ct) DIR)'
complete -c tileserver -n '__tileserver_at "tileserver" 1+' -f

complete -c tileserver -n '__tileserver_at "tileserver export"' -s h -l help -d 'Print this help message and exit'
complete -c tileserver -n '__tileserver_at "tileserver export"' -l output -r -F -d 'FILE.mbtiles or FILE.pmtiles'
complete -c tileserver -n '__tileserver_at "tileserver export"' -l zooms -r -F -d 'MIN-MAX (default: 9 to the zoom at which pixels are no larger than cells)'
complete -c tileserver -n '__tileserver_at "tileserver export"' -l style -r -F -d 'a style of the run (default: the layer\'s own)'
complete -c tileserver -n '__tileserver_at "tileserver export"' -l format -x -a 'png webp' -d 'png or webp'
complete -c tileserver -n '__tileserver_at "tileserver export"' -l scale -x -d '1: 256 pixels a side, 2: 512, as @2x'
complete -c tileserver -n '__tileserver_at "tileserver export"' -l restricted -d 'a layer that the run restricts, too'
complete -c tileserver -n '__tileserver_at "tileserver export" 0' -f -a '(__fish_complete_directories (commandline -ct) RUN)'
complete -c tileserver -n '__tileserver_at "tileserver export" 1' -f -a '(__tileserver_ids rasters tif)' -d LAYER
complete -c tileserver -n '__tileserver_at "tileserver export" 2+' -f
