# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Components: runtime (the shared library), dev (headers, link library, CMake and pkg-config files), cli (the program);
# and python, in bindings/python.

include(CMakePackageConfigHelpers)

set(cobijo_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/cobijo")

install(TARGETS cobijo EXPORT cobijo-targets
  RUNTIME COMPONENT runtime
  LIBRARY COMPONENT runtime NAMELINK_COMPONENT dev
  ARCHIVE COMPONENT dev)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/cobijo" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT dev
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")

install(EXPORT cobijo-targets NAMESPACE cobijo:: DESTINATION "${cobijo_package_dir}" COMPONENT dev)
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/cobijo-config.cmake.in"
  "${PROJECT_BINARY_DIR}/cobijo-config.cmake" INSTALL_DESTINATION "${cobijo_package_dir}")
# Before 1.0 a minor release may break the interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/cobijo-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/cobijo-config.cmake" "${PROJECT_BINARY_DIR}/cobijo-config-version.cmake"
  DESTINATION "${cobijo_package_dir}" COMPONENT dev)

# The file is relocatable: it finds the prefix from its own place.
file(RELATIVE_PATH COBIJO_PC_PREFIX
  "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
string(REGEX REPLACE "/$" "" COBIJO_PC_PREFIX "${COBIJO_PC_PREFIX}")
set(COBIJO_PC_LIBS "-lcobijo")
if(cobijo_type STREQUAL "STATIC_LIBRARY")
  string(APPEND COBIJO_PC_LIBS " -lstdc++")
endif()
configure_file("${CMAKE_CURRENT_LIST_DIR}/cobijo.pc.in" "${PROJECT_BINARY_DIR}/cobijo.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/cobijo.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT dev)

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT runtime)

if(TARGET cobijo-cli)
  install(TARGETS cobijo-cli RUNTIME COMPONENT cli)
  install(FILES "${PROJECT_SOURCE_DIR}/docs/cobijo.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT cli)
endif()
