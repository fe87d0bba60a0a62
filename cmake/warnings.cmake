# Warnings for our own targets only; dependencies are SYSTEM includes.
add_library(riskmap_options INTERFACE)
target_include_directories(riskmap_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(riskmap_options INTERFACE RISKMAP_VERSION="${PROJECT_VERSION}")
target_compile_options(riskmap_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wdouble-promotion
    -Wno-restrict)  # g++ 12 reports it falsely for std::string concatenation (GCC bug 105651)
if(RISKMAP_WERROR)
    target_compile_options(riskmap_options INTERFACE -Werror)
endif()
