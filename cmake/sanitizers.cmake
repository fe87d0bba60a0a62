if(RISKMAP_SANITIZE)
    target_compile_options(riskmap_options INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -O1
        -Wno-maybe-uninitialized)  # g++ 12 reports it falsely in instrumented code
    target_link_options(riskmap_options INTERFACE -fsanitize=address,undefined)
endif()
