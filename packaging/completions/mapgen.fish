# Completion of mapgen for fish, written by packaging/cli_texts.py.

function __mapgen_commands
    switch "$argv[1]"
        case "mapgen"
            string join \n build check crossvalidate dispersion export interpolate report runs sheet sources variogram
        case "mapgen runs"
            string join \n list prune diff
        case "mapgen sources"
            string join \n list release withdraw
    end
end

# The command that is being typed, and how many of its arguments stand already.
function __mapgen_where
    set -l command mapgen
    set -l place 0
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -gt 0
            set skip (math $skip - 1)
            continue
        end
        switch "$command $word"
            case "mapgen build --output" "mapgen build --jobs" "mapgen build --progress" "mapgen check --format" "mapgen check --output" "mapgen crossvalidate --samples" "mapgen crossvalidate --layer" "mapgen crossvalidate --value" "mapgen crossvalidate --x" "mapgen crossvalidate --y" "mapgen crossvalidate --crs" "mapgen crossvalidate --id" "mapgen crossvalidate --group" "mapgen crossvalidate --qualifier" "mapgen crossvalidate --error-variance" "mapgen crossvalidate --drift" "mapgen crossvalidate --method" "mapgen crossvalidate --transform" "mapgen crossvalidate --statistic" "mapgen crossvalidate --threshold" "mapgen crossvalidate --power" "mapgen crossvalidate --smoothing" "mapgen crossvalidate --mean" "mapgen crossvalidate --trend" "mapgen crossvalidate --variogram" "mapgen crossvalidate --fit" "mapgen crossvalidate --censored" "mapgen crossvalidate --drift-form" "mapgen crossvalidate --max-neighbours" "mapgen crossvalidate --min-neighbours" "mapgen crossvalidate --radius" "mapgen crossvalidate --jobs" "mapgen crossvalidate --folds" "mapgen crossvalidate --output" "mapgen dispersion --sources" "mapgen dispersion --weather" "mapgen dispersion --group" "mapgen dispersion --pollutant" "mapgen dispersion --surface" "mapgen dispersion --sigma" "mapgen dispersion --at" "mapgen dispersion --x" "mapgen dispersion --y" "mapgen dispersion --cell-size" "mapgen dispersion --crs" "mapgen dispersion --output" "mapgen dispersion --compress" "mapgen dispersion --wind-rose" "mapgen dispersion --jobs" "mapgen export --output" "mapgen export --format" "mapgen export --language" "mapgen export --audience" "mapgen export --crs" "mapgen export --cell-size" "mapgen interpolate --samples" "mapgen interpolate --layer" "mapgen interpolate --value" "mapgen interpolate --x" "mapgen interpolate --y" "mapgen interpolate --crs" "mapgen interpolate --id" "mapgen interpolate --group" "mapgen interpolate --qualifier" "mapgen interpolate --error-variance" "mapgen interpolate --drift" "mapgen interpolate --method" "mapgen interpolate --transform" "mapgen interpolate --statistic" "mapgen interpolate --threshold" "mapgen interpolate --power" "mapgen interpolate --smoothing" "mapgen interpolate --mean" "mapgen interpolate --trend" "mapgen interpolate --variogram" "mapgen interpolate --fit" "mapgen interpolate --censored" "mapgen interpolate --drift-form" "mapgen interpolate --max-neighbours" "mapgen interpolate --min-neighbours" "mapgen interpolate --radius" "mapgen interpolate --jobs" "mapgen interpolate --neighbourhood" "mapgen interpolate --isa" "mapgen interpolate --at" "mapgen interpolate --cell-size" "mapgen interpolate --output" "mapgen interpolate --compress" "mapgen report --output" "mapgen report --kind" "mapgen report --language" "mapgen report --template" "mapgen report --audience" "mapgen runs prune --keep" "mapgen runs diff --format" "mapgen sheet --output" "mapgen sheet --paper" "mapgen sheet --language" "mapgen sources release --by" "mapgen sources release --note" "mapgen sources withdraw --by" "mapgen sources withdraw --note" "mapgen variogram --samples" "mapgen variogram --layer" "mapgen variogram --value" "mapgen variogram --x" "mapgen variogram --y" "mapgen variogram --crs" "mapgen variogram --id" "mapgen variogram --group" "mapgen variogram --qualifier" "mapgen variogram --error-variance" "mapgen variogram --drift" "mapgen variogram --transform" "mapgen variogram --model" "mapgen variogram --kappa" "mapgen variogram --fit" "mapgen variogram --weights" "mapgen variogram --estimator" "mapgen variogram --trend" "mapgen variogram --cutoff" "mapgen variogram --width" "mapgen variogram --direction" "mapgen variogram --tolerance" "mapgen variogram --output" "mapgen variogram --plot"
                set skip 1
            case "mapgen crossvalidate --block" "mapgen interpolate --block"
                set skip 2
            case "mapgen dispersion --extent" "mapgen export --bbox" "mapgen interpolate --extent"
                set skip 4
            case "$command -*"
            case '*'
                if test $place -eq 0; and contains -- $word (__mapgen_commands $command)
                    set command "$command $word"
                else
                    set place (math $place + 1)
                end
        end
    end
    string join \n $command $place
end

# COMMAND [PLACE], or PLACE+ for that one and all after it.
function __mapgen_at
    set -l here (__mapgen_where)
    test "$here[1]" = "$argv[1]"; or return 1
    test (count $argv) -gt 1; or return 0
    string match -q '*+' -- $argv[2]; and test $here[2] -ge (string trim -c + -- $argv[2]); and return 0
    test "$here[2]" = "$argv[2]"
end

# Ids of the layers or enterprises of the run, or output folder, that stands before: FOLDER ENDING.
function __mapgen_ids
    for word in (commandline -opc)[2..-1]
        for file in $word/$argv[1]/*.$argv[2] $word/current/$argv[1]/*.$argv[2]
            string match -v index -- (string replace -r '.*/([^/]+)\.[^.]+$' '$1' -- $file)
        end
    end
end

complete -c mapgen -n '__mapgen_at "mapgen"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen"' -l version -d 'Display program version information and exit'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a build -d 'Build a run of risk maps from a project file'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a check -d 'Judge every input of a project; writes nothing but the report'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a crossvalidate -d 'Leave samples out and estimate them from the others'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a dispersion -d 'Long-term concentrations from sources and weather, ug/m3'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a export -d 'Write what a run holds for other programs: GeoTIFF, GeoPackage, XLSX, KMZ, STAC'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a interpolate -d 'Estimate a field from samples, at points or on a raster'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a report -d 'Write the assessment report or the method document of a run'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a runs -d 'List, prune or compare runs'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a sheet -d 'Draw a layer of a run as a map sheet to print'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a sources -d 'List enterprises\' risk codes, release or withdraw them'
complete -c mapgen -n '__mapgen_at "mapgen" 0' -f -a variogram -d 'Compute the empirical variogram of samples and fit a model to it'
complete -c mapgen -n '__mapgen_at "mapgen" 0+' -f

complete -c mapgen -n '__mapgen_at "mapgen build"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen build"' -l output -r -F -d 'Folder for runs; its \'current\' is replaced last'
complete -c mapgen -n '__mapgen_at "mapgen build"' -l jobs -x -d 'Threads; 0 means all cores'
complete -c mapgen -n '__mapgen_at "mapgen build"' -l progress -x -a 'auto plain json none' -d 'auto, plain, json or none'
complete -c mapgen -n '__mapgen_at "mapgen build"' -l force -d 'Build although nothing changed'
complete -c mapgen -n '__mapgen_at "mapgen build"' -l no-cache -d 'Make every stage anew and keep none'
complete -c mapgen -n '__mapgen_at "mapgen build"' -l watch -d 'Build again whenever the project file or an input changes'
complete -c mapgen -n '__mapgen_at "mapgen build" 1+' -f

complete -c mapgen -n '__mapgen_at "mapgen check"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen check"' -l format -x -a 'text json html' -d 'text, json or html'
complete -c mapgen -n '__mapgen_at "mapgen check"' -l output -r -F -d 'File for the report instead of standard output'
complete -c mapgen -n '__mapgen_at "mapgen check" 1+' -f

complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l samples -r -F -d 'Samples: .csv, .gpkg, .geojson or .shp'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l layer -x -d 'Layer of a GeoPackage (default: the first)'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l value -x -d 'Column of the values; \'<0.05\' is below a detection limit of 0.05'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l x -x -d 'Column of the easting or longitude (default x, or lon)'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l y -x -d 'Column of the northing or latitude (default y, or lat)'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l crs -x -d 'CRS of the coordinates, e.g. EPSG:4550 (default: planar metres)'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l id -x -d 'Column that names samples in messages'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l group -x -d 'Column of groups that cross-validation leaves out together'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l qualifier -x -d 'Column with \'<\' where the value is a detection limit'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l error-variance -x -d 'Column of measurement error variances'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l drift -x -d 'External drift: columns, or NAME=RASTER'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l method -x -a 'nearest idw linear natural-neighbour spline ordinary-kriging simple-kriging universal-kriging external-drift indicator' -d 'nearest, idw, linear, natural-neighbour, spline, ordinary-kriging, simple-kriging, universal-kriging, external-drift or indicator'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l transform -x -a 'none log normal-score' -d 'none, log or normal-score'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l statistic -x -a 'median mean' -d 'Of transformed values: median or mean'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l threshold -x -d 'indicator: probability of values up to it; other kriging: probability of exceeding it'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l power -x -d 'Of inverse distance weighting'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l smoothing -x -d 'idw: metres added to distances in quadrature; spline: lambda'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l mean -x -d 'Known mean of simple kriging'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l trend -r -F -d 'Terms of universal kriging: x,y,x2,xy,y2 (default x,y)'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l variogram -r -F -d 'auto or e.g. "0.05 nug + 0.6 sph 900 anis 45 0.4"'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l fit -x -a 'auto wls reml' -d 'Of an automatic variogram: auto, wls or reml'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l censored -x -a 'likelihood half sqrt2' -d 'Values below the limit: likelihood, half or sqrt2'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l drift-form -r -F -d 'External drifts with --transform log: linear (terms of the logarithm), sum (parts of the value, as plumes are) or auto (by cross-validation)'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l max-neighbours -x -d 'Use the N nearest samples (default all)'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l min-neighbours -x -d 'No estimate with fewer'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l radius -x -d 'Use samples up to this distance'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l block -x -d 'Estimate means over blocks of this size'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l clip -d 'Write 0 for negative estimates'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l jobs -x -d 'Threads (default all)'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l folds -r -F -d 'loo, group (see --group), or K: every K-th place at once'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate"' -l output -r -F -d 'Report; several methods (idw,ordinary-kriging) are compared in it'
complete -c mapgen -n '__mapgen_at "mapgen crossvalidate" 0+' -f

complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l sources -r -F -d 'Table of sources (CSV)'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l weather -r -F -d 'Hours, or a joint frequency table (CSV)'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l group -r -F -d 'Column of --sources that groups them (default group)'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l pollutant -r -F -d 'Rows of this pollutant alone'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l surface -x -a 'rural urban' -d 'rural or urban'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l sigma -x -a 'briggs pasquill-gifford' -d 'briggs or pasquill-gifford'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l at -r -F -d 'Points (CSV) to estimate at'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l x -r -F -d 'Column of eastings in --at'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l y -r -F -d 'Column of northings in --at'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l extent -x -d 'Raster to estimate on, in the plane of the sources'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l cell-size -x -d 'Of the raster, metres'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l crs -r -F -d 'Written into the raster, e.g. EPSG:4550'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l output -r -F -d 'File to write, .csv or .tif'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l compress -x -a 'deflate zstd none' -d 'Of the raster: deflate, zstd or none'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l wind-rose -r -F -d 'Picture of the wind rose to write, .svg'
complete -c mapgen -n '__mapgen_at "mapgen dispersion"' -l jobs -x -d 'Threads (default all)'
complete -c mapgen -n '__mapgen_at "mapgen dispersion" 0+' -f

complete -c mapgen -n '__mapgen_at "mapgen export"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen export"' -l output -r -F -d 'FILE.tif, FILE.gpkg, FILE.xlsx, FILE.kmz, FILE.json (STAC item)'
complete -c mapgen -n '__mapgen_at "mapgen export"' -l format -x -a 'geotiff geopackage workbook kmz stac' -d 'geotiff, geopackage, workbook, kmz or stac (default: by the file\'s ending)'
complete -c mapgen -n '__mapgen_at "mapgen export"' -l language -x -a 'zh en' -d 'zh or en; titles and names of layers'
complete -c mapgen -n '__mapgen_at "mapgen export"' -l audience -x -a 'public internal' -d 'public or internal; public leaves out what the run restricts (default: the run\'s)'
complete -c mapgen -n '__mapgen_at "mapgen export"' -l restricted -d 'Include what is restricted in an export for the public'
complete -c mapgen -n '__mapgen_at "mapgen export"' -l crs -r -F -d 'GeoTIFF: CRS, e.g. EPSG:4490 (default: the run\'s)'
complete -c mapgen -n '__mapgen_at "mapgen export"' -l bbox -x -d 'GeoTIFF: XMIN YMIN XMAX YMAX in the output\'s CRS (x is longitude)'
complete -c mapgen -n '__mapgen_at "mapgen export"' -l cell-size -x -d 'GeoTIFF: metres (default: the run\'s; degrees follow at 111 195 m each)'
complete -c mapgen -n '__mapgen_at "mapgen export"' -l rgba -d 'GeoTIFF: the colours of the layer\'s style instead of its values'
complete -c mapgen -n '__mapgen_at "mapgen export" 0' -f -a '(__fish_complete_directories (commandline -ct) RUN)'
complete -c mapgen -n '__mapgen_at "mapgen export" 1+' -f -a '(__mapgen_ids rasters tif)' -d LAYER

complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l samples -r -F -d 'Samples: .csv, .gpkg, .geojson or .shp'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l layer -x -d 'Layer of a GeoPackage (default: the first)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l value -x -d 'Column of the values; \'<0.05\' is below a detection limit of 0.05'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l x -x -d 'Column of the easting or longitude (default x, or lon)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l y -x -d 'Column of the northing or latitude (default y, or lat)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l crs -x -d 'CRS of the coordinates, e.g. EPSG:4550 (default: planar metres)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l id -x -d 'Column that names samples in messages'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l group -x -d 'Column of groups that cross-validation leaves out together'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l qualifier -x -d 'Column with \'<\' where the value is a detection limit'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l error-variance -x -d 'Column of measurement error variances'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l drift -x -d 'External drift: columns, or NAME=RASTER'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l method -x -a 'nearest idw linear natural-neighbour spline ordinary-kriging simple-kriging universal-kriging external-drift indicator' -d 'nearest, idw, linear, natural-neighbour, spline, ordinary-kriging, simple-kriging, universal-kriging, external-drift or indicator'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l transform -x -a 'none log normal-score' -d 'none, log or normal-score'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l statistic -x -a 'median mean' -d 'Of transformed values: median or mean'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l threshold -x -d 'indicator: probability of values up to it; other kriging: probability of exceeding it'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l power -x -d 'Of inverse distance weighting'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l smoothing -x -d 'idw: metres added to distances in quadrature; spline: lambda'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l mean -x -d 'Known mean of simple kriging'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l trend -r -F -d 'Terms of universal kriging: x,y,x2,xy,y2 (default x,y)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l variogram -r -F -d 'auto or e.g. "0.05 nug + 0.6 sph 900 anis 45 0.4"'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l fit -x -a 'auto wls reml' -d 'Of an automatic variogram: auto, wls or reml'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l censored -x -a 'likelihood half sqrt2' -d 'Values below the limit: likelihood, half or sqrt2'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l drift-form -r -F -d 'External drifts with --transform log: linear (terms of the logarithm), sum (parts of the value, as plumes are) or auto (by cross-validation)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l max-neighbours -x -d 'Use the N nearest samples (default all)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l min-neighbours -x -d 'No estimate with fewer'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l radius -x -d 'Use samples up to this distance'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l block -x -d 'Estimate means over blocks of this size'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l clip -d 'Write 0 for negative estimates'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l jobs -x -d 'Threads (default all)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l neighbourhood -r -F -d 'cell: its own for every cell; block: shared by a block of cells (default for rasters)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l isa -x -a 'x86-64-v2 x86-64-v3 x86-64-v4' -d 'Instruction set: x86-64-v2, x86-64-v3 or x86-64-v4 (default: the best)'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l at -r -F -d 'Estimate at these points'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l extent -x -d 'Estimate on a raster of this extent'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l cell-size -x -d 'Of the raster'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l output -r -F -d 'FILE.csv with --at, else FILE.tif'
complete -c mapgen -n '__mapgen_at "mapgen interpolate"' -l compress -x -a 'deflate zstd none' -d 'deflate, zstd or none'
complete -c mapgen -n '__mapgen_at "mapgen interpolate" 0+' -f

complete -c mapgen -n '__mapgen_at "mapgen report"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen report"' -l output -r -F -d 'FILE.pdf or FILE.html'
complete -c mapgen -n '__mapgen_at "mapgen report"' -l kind -x -a 'assessment method' -d 'assessment or method; what came out, or by which rules and numbers'
complete -c mapgen -n '__mapgen_at "mapgen report"' -l language -x -a 'zh en' -d 'zh or en'
complete -c mapgen -n '__mapgen_at "mapgen report"' -l template -r -F -d 'A template of one\'s own (default: the installed one)'
complete -c mapgen -n '__mapgen_at "mapgen report"' -l audience -x -a 'public internal' -d 'public or internal; public leaves out what the run restricts (default: the run\'s)'
complete -c mapgen -n '__mapgen_at "mapgen report"' -l restricted -d 'Include what is restricted in a report for the public'
complete -c mapgen -n '__mapgen_at "mapgen report" 0' -f -a '(__fish_complete_directories (commandline -ct) RUN)'
complete -c mapgen -n '__mapgen_at "mapgen report" 1+' -f

complete -c mapgen -n '__mapgen_at "mapgen runs"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen runs" 0' -f -a list -d 'List runs, oldest first; * marks the current one'
complete -c mapgen -n '__mapgen_at "mapgen runs" 0' -f -a prune -d 'Remove all but the newest runs, never the current one, and what the cache holds of them'
complete -c mapgen -n '__mapgen_at "mapgen runs" 0' -f -a diff -d 'What changed from one run to another'
complete -c mapgen -n '__mapgen_at "mapgen runs" 0+' -f

complete -c mapgen -n '__mapgen_at "mapgen runs list"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen runs list" 0' -f -a '(__fish_complete_directories (commandline -ct) DIR)'
complete -c mapgen -n '__mapgen_at "mapgen runs list" 1+' -f

complete -c mapgen -n '__mapgen_at "mapgen runs prune"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen runs prune"' -l keep -x -d 'How many runs to keep'
complete -c mapgen -n '__mapgen_at "mapgen runs prune" 0' -f -a '(__fish_complete_directories (commandline -ct) DIR)'
complete -c mapgen -n '__mapgen_at "mapgen runs prune" 1+' -f

complete -c mapgen -n '__mapgen_at "mapgen runs diff"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen runs diff"' -l format -x -a 'text json' -d 'text or json'
complete -c mapgen -n '__mapgen_at "mapgen runs diff" 0' -f -a '(__fish_complete_directories (commandline -ct) BEFORE)'
complete -c mapgen -n '__mapgen_at "mapgen runs diff" 1' -f -a '(__fish_complete_directories (commandline -ct) AFTER)'
complete -c mapgen -n '__mapgen_at "mapgen runs diff" 2+' -f

complete -c mapgen -n '__mapgen_at "mapgen sheet"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen sheet"' -l output -r -F -d 'FILE.pdf or FILE.png'
complete -c mapgen -n '__mapgen_at "mapgen sheet"' -l paper -x -a 'a4 a3 a1' -d 'a4, a3 or a1, landscape'
complete -c mapgen -n '__mapgen_at "mapgen sheet"' -l language -x -a 'zh en' -d 'zh or en'
complete -c mapgen -n '__mapgen_at "mapgen sheet" 0' -f -a '(__fish_complete_directories (commandline -ct) RUN)'
complete -c mapgen -n '__mapgen_at "mapgen sheet" 1' -f -a '(__mapgen_ids rasters tif)' -d LAYER
complete -c mapgen -n '__mapgen_at "mapgen sheet" 2+' -f

complete -c mapgen -n '__mapgen_at "mapgen sources"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen sources" 0' -f -a list -d 'Grade, code and release of every enterprise'
complete -c mapgen -n '__mapgen_at "mapgen sources" 0' -f -a release -d 'Note that a person releases an enterprise\'s code'
complete -c mapgen -n '__mapgen_at "mapgen sources" 0' -f -a withdraw -d 'Note that a person takes a release back'
complete -c mapgen -n '__mapgen_at "mapgen sources" 0+' -f

complete -c mapgen -n '__mapgen_at "mapgen sources list"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen sources list" 0' -f -a '(__fish_complete_directories (commandline -ct) RUN)'
complete -c mapgen -n '__mapgen_at "mapgen sources list" 1+' -f

complete -c mapgen -n '__mapgen_at "mapgen sources release"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen sources release"' -l by -r -F -d 'Name of the person who answers for it'
complete -c mapgen -n '__mapgen_at "mapgen sources release"' -l note -r -F -d 'Why, in a few words'
complete -c mapgen -n '__mapgen_at "mapgen sources release" 0' -f -a '(__fish_complete_directories (commandline -ct) RUN)'
complete -c mapgen -n '__mapgen_at "mapgen sources release" 1' -f -a '(__mapgen_ids enterprises json)' -d ENTERPRISE
complete -c mapgen -n '__mapgen_at "mapgen sources release" 2+' -f

complete -c mapgen -n '__mapgen_at "mapgen sources withdraw"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen sources withdraw"' -l by -r -F -d 'Name of the person who answers for it'
complete -c mapgen -n '__mapgen_at "mapgen sources withdraw"' -l note -r -F -d 'Why, in a few words'
complete -c mapgen -n '__mapgen_at "mapgen sources withdraw" 0' -f -a '(__fish_complete_directories (commandline -ct) RUN)'
complete -c mapgen -n '__mapgen_at "mapgen sources withdraw" 1' -f -a '(__mapgen_ids enterprises json)' -d ENTERPRISE
complete -c mapgen -n '__mapgen_at "mapgen sources withdraw" 2+' -f

complete -c mapgen -n '__mapgen_at "mapgen variogram"' -s h -l help -d 'Print this help message and exit'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l samples -r -F -d 'Samples: .csv, .gpkg, .geojson or .shp'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l layer -x -d 'Layer of a GeoPackage (default: the first)'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l value -x -d 'Column of the values; \'<0.05\' is below a detection limit of 0.05'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l x -x -d 'Column of the easting or longitude (default x, or lon)'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l y -x -d 'Column of the northing or latitude (default y, or lat)'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l crs -x -d 'CRS of the coordinates, e.g. EPSG:4550 (default: planar metres)'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l id -x -d 'Column that names samples in messages'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l group -x -d 'Column of groups that cross-validation leaves out together'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l qualifier -x -d 'Column with \'<\' where the value is a detection limit'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l error-variance -x -d 'Column of measurement error variances'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l drift -x -d 'External drift: columns, or NAME=RASTER'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l transform -x -a 'none log normal-score' -d 'none, log or normal-score'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l model -x -a 'sph exp gau mat ste lin pen cir pow auto' -d 'sph, exp, gau, mat, ste, lin, pen, cir, pow or auto'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l kappa -x -d 'Smoothness of mat and ste (default 1.5)'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l fit -r -F -d 'wls: weighted least squares; reml: restricted maximum likelihood'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l weights -x -a 'n/h2 n n/gamma2 equal' -d 'Of least squares: n/h2, n, n/gamma2 or equal'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l estimator -x -a 'classical cressie-hawkins' -d 'classical or cressie-hawkins'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l trend -r -F -d 'Take a trend in x,y,x2,xy,y2 off first'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l cutoff -x -d 'Longest distance (default a third of the diagonal)'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l width -x -d 'Of a distance bin (default cutoff / 15)'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l direction -r -F -d 'Only pairs in this direction, clockwise from north'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l tolerance -x -d 'Of the direction'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l output -r -F -d 'Bins and model'
complete -c mapgen -n '__mapgen_at "mapgen variogram"' -l plot -r -F -d 'A picture for a report'
complete -c mapgen -n '__mapgen_at "mapgen variogram" 0+' -f
