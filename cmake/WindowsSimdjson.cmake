# simdjson for a cross build: Debian has no package of it for mingw-w64, but its source archive holds
# the two files of the single-header form. They are fetched into the build folder, in the version
# that the Linux build links, and never become part of this repository. Without a network the modules
# that need simdjson are left out, as without any other library.
option(FAREBOX_WINDOWS_FETCH "Fetch simdjson's source from Debian for a cross build" ON)

function(farebox_fetch_simdjson target)
    set(url https://deb.debian.org/debian/pool/main/s/simdjson/simdjson_3.0.1.orig.tar.gz)
    set(sha256 156b1bc5eb0561b2bd166b46d191fd3d95a3e709cc63761477d3b7aec2b6e9ed)
    set(folder ${CMAKE_BINARY_DIR}/simdjson)
    set(source ${folder}/simdjson-3.0.1/singleheader)
    if(NOT EXISTS ${source}/simdjson.cpp)
        # Not EXPECTED_HASH, which would stop the configuration on a machine without a network.
        file(DOWNLOAD ${url} ${folder}/source.tar.gz TIMEOUT 60)
        file(SHA256 ${folder}/source.tar.gz found)
        if(NOT found STREQUAL sha256)
            message(STATUS "simdjson could not be fetched from ${url}")
            return()
        endif()
        file(ARCHIVE_EXTRACT INPUT ${folder}/source.tar.gz DESTINATION ${folder}
            PATTERNS */singleheader/simdjson.*)
    endif()
    add_library(${target} STATIC ${source}/simdjson.cpp)
    target_include_directories(${target} SYSTEM PUBLIC ${source})
endfunction()
