# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Settings of the project's own targets. Nothing here reaches a project that adds this one as a subdirectory.

if(PROJECT_IS_TOP_LEVEL)
  get_property(cobijo_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(NOT cobijo_multi_config AND NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Kind of build" FORCE)
  endif()
  find_program(COBIJO_CCACHE ccache)
  mark_as_advanced(COBIJO_CCACHE)
  if(COBIJO_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    # What is compiled by folder is a file of the build folder: by its name below that, other build folders find it too.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_BINARY_DIR}" "${COBIJO_CCACHE}")
  endif()
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
endif()

# Standard, warnings and sanitizers for a target of ours. Warnings are errors only for those who work on Cobijo itself:
# a newer compiler must not break somebody else's build.
function(cobijo_own_target target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  if(COBIJO_WERROR)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Werror)
    # Only what hides a local: plain -Wshadow also objects to members of an enum class named like something global.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(${target} PRIVATE -Wshadow=local)
    endif()
    # GCC 12 sees overlapping copies and uninitialised strings where "text" + std::string is inlined (its bugs 105651 and
    # 105562). Clang, whose -Wall tells of variables that are used before they are set, builds everything too.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      target_compile_options(${target} PRIVATE -Wno-restrict -Wno-maybe-uninitialized)
    endif()
  endif()
  if(COBIJO_SANITIZE)
    target_compile_options(${target} PRIVATE
      -fsanitize=${COBIJO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${COBIJO_SANITIZE})
    target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
  endif()
endfunction()

# Where CMAKE_UNITY_BUILD is on, the files of one folder are compiled as one: a build from nothing takes half the time.
# To be called from the CMakeLists.txt that made the target.
function(cobijo_compile_by_folder target)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(GET folder FILENAME folder)
    set_property(SOURCE "${source}" PROPERTY UNITY_GROUP "${folder}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()

# Builds the tool that turns jurisdictions/ into C++ source, and sets `result` to the sources it writes.
function(cobijo_embed_rulebook result)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated")
  set(rulebook "${folder}/builtin_rulebook.cpp")
  set(schemas "${folder}/schemas.cpp")
  file(MAKE_DIRECTORY "${folder}")
  file(GLOB_RECURSE rules CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/jurisdictions/*.json")
  list(FILTER rules EXCLUDE REGEX "\\.cases\\.json$")
  # Rewritten only when the list of files changes: a file that was removed must rebuild the rulebook too.
  string(REPLACE ";" "\n" manifest "${rules}")
  file(CONFIGURE OUTPUT "${folder}/rulebook_files.txt" CONTENT "${manifest}\n" @ONLY)

  if(COBIJO_EMBED_EXECUTABLE)
    set(tool "${COBIJO_EMBED_EXECUTABLE}")
  elseif(CMAKE_CROSSCOMPILING)
    message(FATAL_ERROR "Cross-compiling needs a cobijo_embed for this machine: build target cobijo_embed natively and "
      "pass -DCOBIJO_EMBED_EXECUTABLE=PATH")
  else()
    add_executable(cobijo_embed lib/embed/embed.cpp lib/digest/sha256.cpp)
    cobijo_own_target(cobijo_embed)
    target_include_directories(cobijo_embed PRIVATE lib)
    target_link_libraries(cobijo_embed PRIVATE nlohmann_json::nlohmann_json)
    set(tool cobijo_embed)
  endif()

  add_custom_command(
    OUTPUT "${rulebook}" "${schemas}"
    COMMAND ${tool} "${CMAKE_CURRENT_SOURCE_DIR}/jurisdictions" "${PROJECT_VERSION}" "${rulebook}" "${schemas}"
    DEPENDS ${tool} ${rules} "${folder}/rulebook_files.txt"
    COMMENT "Embedding the rulebook"
    VERBATIM)
  # The rulebook is one string literal, longer than the standard asks compilers to accept; ours all do.
  set_source_files_properties("${rulebook}" "${schemas}" PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  set(${result} "${rulebook}" "${schemas}" PARENT_SCOPE)
endfunction()
