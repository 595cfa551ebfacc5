# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Debian packages, one a component: `cpack -G DEB` in a build folder that was configured with
#
#   -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_SKIP_INSTALL_RPATH=ON
#
# so that libraries go where the distribution has them. Included at the end, since CPack reads all that is set by then.

set(CPACK_PACKAGE_NAME cobijo)
set(CPACK_PACKAGE_VENDOR "the Cobijo authors")
set(CPACK_PACKAGE_CONTACT "the Cobijo authors <cobijo@example.org>")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_COMPONENTS_ALL runtime dev)
if(TARGET cobijo-cli)
  list(APPEND CPACK_COMPONENTS_ALL cli)
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

# What the policy of the distribution asks of each package, and nobody else does.
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/DebianDocuments.cmake")
set(CPACK_COBIJO_PACKAGES
  "runtime=${CPACK_DEBIAN_RUNTIME_PACKAGE_NAME}" "dev=${CPACK_DEBIAN_DEV_PACKAGE_NAME}" "cli=${CPACK_DEBIAN_CLI_PACKAGE_NAME}")
include(CPack)
