# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Run after the test program is linked: writes one add_test for each of its suites.
execute_process(COMMAND "${PROGRAM}" --gtest_list_tests
  OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE ";" "," listing "${listing}")
string(REPLACE "\n" ";" lines "${listing}")
set(text "")
foreach(line IN LISTS lines)
  # A suite stands at the margin and ends in a dot; parameterised ones have a slash and a remark.
  if(line MATCHES "^([A-Za-z0-9_/]+)\\.")
    set(suite "${CMAKE_MATCH_1}")
    string(REPLACE "/" "_" file "${suite}")
    string(APPEND text "add_test([==[${suite}]==] [==[${PROGRAM}]==] [==[--gtest_filter=${suite}.*]==] "
      "--gtest_brief=1 [==[--gtest_output=xml:${RESULTS}/${file}.xml]==])\n"
      "set_tests_properties([==[${suite}]==] PROPERTIES LABELS suite TIMEOUT 600)\n")
  endif()
endforeach()
if(text STREQUAL "")
  message(FATAL_ERROR "${PROGRAM} lists no tests")
endif()
file(WRITE "${LIST}" "${text}")
