// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// All of Cobijo: which legal protections may this person claim, under the law of which day, why, by when, and what is
/// still unknown?
///
///     #include <cobijo/cobijo.hpp>
///     #include <iostream>
///
///     int main() {
///       auto const book = cobijo::rulebook::builtin();
///       auto const day = cobijo::date::parse("2026-01-15").value();
///       auto const law = book.at(day).value();
///       auto const who = book.read_facts(R"({ "person.nationality": ["HN"] })").value();
///       for (auto const& p : law.determine(who, day).protections)
///         std::cout << p.id << ": " << to_string(p.status) << '\n';
///     }
///
/// The steps are values, made once and never changed: rulebook, edition (`at` a law date), determination.
///
/// - A fact that was not given is unknown, never false. `not_eligible` rests only on facts that were given.
/// - A date may be known in part (`"2024-02"`), not have happened (`"not_yet"`), or be unknown (left out).
/// - Every answer names its citations, the contested readings and the weakly known law that it rests on, the digest of
///   the rulebook and the date of the law.
/// - The library reads no clock, no network and no environment, writes nothing, and keeps nothing about anyone.
/// - It is not legal advice.
#pragma once

#include <cobijo/check.hpp>
#include <cobijo/date.hpp>
#include <cobijo/determination.hpp>
#include <cobijo/diff.hpp>
#include <cobijo/error.hpp>
#include <cobijo/impact.hpp>
#include <cobijo/report.hpp>
#include <cobijo/rulebook.hpp>
#include <cobijo/timeline.hpp>
#include <cobijo/truth.hpp>
#include <cobijo/version.hpp>
