# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Debian packages, one a component: `cpack -G DEB` in a build folder that was configured with
#
#   -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_SKIP_INSTALL_RPATH=ON -DCOBIJO_PYTHON=ON -DPython_EXECUTABLE=/usr/bin/python3
#
# so that libraries go where the distribution has them, and for the Python that it has. Included at the end, since CPack reads all that is set by then.

# The project has no address of its own, and the default is one that reaches nobody. Who publishes packages answers for them.
set(COBIJO_MAINTAINER "Cobijo authors <authors@cobijo.invalid>" CACHE STRING "Who answers for the packages: NAME <ADDRESS>")

set(CPACK_PACKAGE_NAME cobijo)
set(CPACK_PACKAGE_VENDOR "Cobijo authors")
set(CPACK_PACKAGE_CONTACT "${COBIJO_MAINTAINER}")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_COMPONENTS_ALL runtime dev)
if(TARGET cobijo-cli)
  list(APPEND CPACK_COMPONENTS_ALL cli)
endif()
if(TARGET _cobijo)
  list(APPEND CPACK_COMPONENTS_ALL python)
endif()

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Writes `shlibs` where there is a shared library.
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
# Lets dpkg-shlibdeps find the library for the program, which is in another package.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${PROJECT_BINARY_DIR}")

# A first line for each package, not the project's for all of them.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(cobijo_about "Legal-eligibility rules for migration, asylum and trafficking law: which
protections a person may claim, under the law of which day, on which
citation, by which deadline, and what is still unknown. Not legal advice.")

# The name carries the number of the binary interface, so that programs built for different ones live side by side.
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME "libcobijo${COBIJO_SOVERSION}")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
# The linker's cache is renewed by a trigger, as the policy has it. CPack would write scripts that call ldconfig unless
# scripts are named; these two do not exist, so none are packed.
set(cobijo_control "${PROJECT_BINARY_DIR}/debian")
file(WRITE "${cobijo_control}/triggers" "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA
  "${cobijo_control}/triggers" "${cobijo_control}/postinst" "${cobijo_control}/postrm")
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION "rules of legal protection, as a library
${cobijo_about}

This package has the shared library, with its rules compiled in.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libcobijo-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
  "${CPACK_DEBIAN_RUNTIME_PACKAGE_NAME} (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
set(CPACK_DEBIAN_DEV_DESCRIPTION "rules of legal protection, headers for C and C++
${cobijo_about}

This package has the headers and what CMake and pkg-config need.")

set(CPACK_DEBIAN_CLI_PACKAGE_NAME cobijo)
set(CPACK_DEBIAN_CLI_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_CLI_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_CLI_PACKAGE_DEPENDS "${CPACK_DEBIAN_DEV_PACKAGE_DEPENDS}")
set(CPACK_DEBIAN_CLI_DESCRIPTION "rules of legal protection, command-line program
${cobijo_about}

This package has the program: it evaluates, explains and checks.")

# Has the library inside: no libcobijo, and no release of one can break it. The extension is made for one Python.
set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-cobijo)
set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
set(CPACK_DEBIAN_PYTHON_PACKAGE_SHLIBDEPS ON)
if(TARGET _cobijo)
  get_target_property(cobijo_python_folder _cobijo SOURCE_DIR)
  get_directory_property(cobijo_python DIRECTORY "${cobijo_python_folder}" DEFINITION Python_VERSION_MINOR)
  math(EXPR cobijo_next_python "${cobijo_python} + 1")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "python3 (>= 3.${cobijo_python}), python3 (<< 3.${cobijo_next_python})")
endif()
set(CPACK_DEBIAN_PYTHON_PACKAGE_SUGGESTS python3-pandas)
# Modules are compiled where they are installed, and what that leaves is taken away again, as for every Python package.
file(WRITE "${cobijo_control}/python/postinst"
  "#!/bin/sh\nset -e\nif command -v py3compile >/dev/null 2>&1; then py3compile -p python3-cobijo; fi\n")
file(WRITE "${cobijo_control}/python/prerm"
  "#!/bin/sh\nset -e\nif command -v py3clean >/dev/null 2>&1; then py3clean -p python3-cobijo; fi\n")
set(CPACK_DEBIAN_PYTHON_PACKAGE_CONTROL_EXTRA "${cobijo_control}/python/postinst" "${cobijo_control}/python/prerm")
set(CPACK_DEBIAN_PYTHON_DESCRIPTION "rules of legal protection, for Python
${cobijo_about}

This package has the Python module, with the rules compiled in.")

# What the policy of the distribution asks of each package, and nobody else does.
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/DebianDocuments.cmake")
set(CPACK_COBIJO_PACKAGES
  "runtime=${CPACK_DEBIAN_RUNTIME_PACKAGE_NAME}" "dev=${CPACK_DEBIAN_DEV_PACKAGE_NAME}" "cli=${CPACK_DEBIAN_CLI_PACKAGE_NAME}"
  "python=${CPACK_DEBIAN_PYTHON_PACKAGE_NAME}")
include(CPack)
