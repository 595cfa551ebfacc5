# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# How tests are named to CTest, and where they leave their counts.
#
# A GoogleTest suite is one CTest test: a process for each of thousands of cases would cost more than the cases. Suites
# leave an XML file, scripts a file of `ok - …` and `not ok - …` lines, both in <build>/results; tests/count reads them.

set(COBIJO_TEST_RESULTS "${PROJECT_BINARY_DIR}/results")
file(MAKE_DIRECTORY "${COBIJO_TEST_RESULTS}")

# Asks the built program for its suites, after each link, and registers each as NAME.
function(cobijo_add_suites target)
  set(list_file "${CMAKE_CURRENT_BINARY_DIR}/${target}_suites.cmake")
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:${target}>" "-DLIST=${list_file}"
      "-DRESULTS=${COBIJO_TEST_RESULTS}" -P "${PROJECT_SOURCE_DIR}/lib/cmake/ListSuites.cmake"
    BYPRODUCTS "${list_file}"
    VERBATIM)
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${list_file}")
endfunction()

# Registers a script. It gets the file for its results first, then the arguments given here.
function(cobijo_add_script name script)
  add_test(NAME ${name} COMMAND bash "${script}" "${COBIJO_TEST_RESULTS}/${name}.tap" ${ARGN}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES LABELS script TIMEOUT 900)
endfunction()
