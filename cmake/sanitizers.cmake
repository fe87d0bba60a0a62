if(RISKMAP_FUZZ)  # clang: everything instrumented, the fuzz targets with libFuzzer's own main
    target_compile_options(riskmap_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
        -fno-sanitize-recover=undefined -fno-omit-frame-pointer -O1 -g1)
    target_link_options(riskmap_options INTERFACE -fsanitize=address,undefined)
endif()
if(RISKMAP_TSAN)
    target_compile_options(riskmap_options INTERFACE -fsanitize=thread -fno-omit-frame-pointer -O1 -g1)
    target_link_options(riskmap_options INTERFACE -fsanitize=thread)
endif()
if(RISKMAP_SANITIZE)
    # Instrumented code compiles two to three times as fast without optimisation and with line tables alone; only what
    # works through millions of cells is optimised: targets with RISKMAP_NUMERIC, and riskmap_numeric_sources(). There the
    # checks of pointers that ASan makes in its own way are left out: with Eigen they take two thirds of the compile time.
    target_compile_options(riskmap_options INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g1
        $<IF:$<BOOL:$<TARGET_PROPERTY:RISKMAP_NUMERIC>>,-O1,-O0>
        $<$<BOOL:$<TARGET_PROPERTY:RISKMAP_NUMERIC>>:-fno-sanitize=null,alignment,object-size,pointer-overflow,vptr>
        -Wno-maybe-uninitialized)  # g++ 12 reports it falsely in instrumented code
    target_link_options(riskmap_options INTERFACE -fsanitize=address,undefined)
endif()

if(RISKMAP_SANITIZE OR RISKMAP_FUZZ)
    # Most of the time goes into the headers that every file reads again: several files at once share them.
    set(CMAKE_UNITY_BUILD ON)
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
endif()

# riskmap_numeric_sources(TARGET FILES...): files of TARGET, in the folder at hand, that are optimised under the sanitizers too.
function(riskmap_numeric_sources target)
    if(RISKMAP_SANITIZE)
        set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES COMPILE_OPTIONS -O1)
    endif()
endfunction()
