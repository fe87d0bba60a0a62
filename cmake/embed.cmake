# riskmap_embed(TARGET FILE NAMESPACE SYMBOL): the file's text as `extern const std::string_view SYMBOL` in a header of
# its own, `embedded/SYMBOL.hpp`, so that the program works without its source tree.
function(riskmap_embed target file namespace symbol)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} text)
    set(dir ${CMAKE_BINARY_DIR}/embedded)
    file(CONFIGURE OUTPUT ${dir}/embedded/${symbol}.hpp @ONLY CONTENT
"#pragma once
#include <string_view>
namespace @namespace@ {
extern const std::string_view @symbol@;
}
")
    file(CONFIGURE OUTPUT ${dir}/${symbol}.cpp @ONLY CONTENT
"#include \"embedded/@symbol@.hpp\"
namespace @namespace@ {
const std::string_view @symbol@ = R\"__embedded__(@text@)__embedded__\";
}
")
    target_sources(${target} PRIVATE ${dir}/${symbol}.cpp)
    target_include_directories(${target} PRIVATE ${dir})
endfunction()
