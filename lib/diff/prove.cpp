// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "diff/prove.hpp"

#ifdef COBIJO_WITH_PROOFS

#include "diff/question.hpp"

namespace cobijo::internal {
namespace {

class prover : public judge_of_meaning {
public:
  explicit prover(std::shared_ptr<proof_ground const> ground)
      : ground_(std::move(ground)), d_(ground_->d), replay_(d_), known_(*ground_, persons::known) {}

  void judge(diff_target const& t, meaning& out) override {
    until_ = question::clock::now() + std::chrono::milliseconds(static_cast<std::int64_t>(d_.options.seconds * 1000));
    auto const a = known_.side(false, t), b = known_.side(true, t);
    // Whose claim changes says what becomes of a protection; only if nobody's does, who is refused.
    for (bool const claims : {true, false}) {
      auto const loses = look(t, true, claims, a, b, out.loses, out.note);
      auto const gains = look(t, false, claims, b, a, out.gains, out.note);
      if (loses == outcome::undecided || gains == outcome::undecided) {
        out.is = verdict::undecided;
        return;
      }
      out.proved = true;
      if (loses == outcome::none && gains == outcome::none) continue;
      out.is = gains == outcome::none   ? verdict::narrower
               : loses == outcome::none ? verdict::broader
                                        : verdict::different;
      return;
    }
    in_part(t, out);
  }

private:
  /// From `a` to `b` somebody falls: from yes or, if `claims` do not count, to no. A fall from yes to no is the
  /// clearest example. Who gains falls from the second edition to the first.
  outcome look(diff_target const& t, bool losing, bool claims, sure const& a, sure const& b,
               std::optional<witness>& example, std::string& why) {
    auto& c = known_.c;
    auto const &from = claims ? a.yes : b.no, &to = claims ? b.yes : a.no;
    if (same(from, to)) return outcome::none;
    auto falls = [&](replayer::answer const& x) {
      auto const before = rank_of(losing ? x.before : x.after), after = rank_of(losing ? x.after : x.before);
      return claims ? before == 2 && after < 2 : before > 0 && after == 0;
    };
    auto found = question(known_, replay_, t, until_).ask(conj(c, {from, neg(to)}), falls);
    if (found.is == outcome::undecided) why = found.why;
    if (found.is != outcome::found) return found.is;
    auto whole = [](replayer::answer const& x) { return std::abs(rank_of(x.before) - rank_of(x.after)) == 2; };
    if (!whole(found.answer)) {
      auto const soon = std::min(until_, question::clock::now() + std::chrono::seconds(5));
      auto clear = question(known_, replay_, t, soon).ask(conj(c, {a.yes, b.no}), [&](auto const& x) {
        return falls(x) && whole(x);
      });
      if (clear.is == outcome::found) found = std::move(clear);
    }
    example = replay_.smallest(t, found.facts, found.as_of, found.answer);
    return outcome::found;
  }

  void in_part(diff_target const& t, meaning& out) {
    if (!partly_) partly_ = std::make_unique<world>(*ground_, persons::partly_known);
    auto const a = partly_->side(false, t), b = partly_->side(true, t);
    out.is = verdict::equivalent;
    auto& c = partly_->c;
    std::vector<z3::expr> ways;
    for (auto const& [x, y] : {std::pair(a.yes, b.yes), std::pair(a.no, b.no)})
      if (!same(x, y)) {
        ways.push_back(conj(c, {x, neg(y)}));
        ways.push_back(conj(c, {neg(x), y}));
      }
    if (ways.empty()) return;
    auto const found = question(*partly_, replay_, t, until_).ask(disj(c, ways), [](replayer::answer const& x) {
      return rank_of(x.before) != rank_of(x.after);
    });
    if (found.is == outcome::found) {
      out.is = verdict::partial;
      out.differs = replay_.smallest(t, found.facts, found.as_of, found.answer);
    } else if (found.is == outcome::undecided) {
      out.is = verdict::undecided;
      out.note = "the same for whoever is fully known; " + found.why;
    }
  }

  std::shared_ptr<proof_ground const> ground_;
  diff_document const& d_;
  replayer replay_;
  world known_;
  std::unique_ptr<world> partly_; ///< seldom asked
  question::clock::time_point until_;
};

} // namespace

judge_maker prover_of(diff_document const& d) {
  return [ground = std::make_shared<proof_ground const>(d)] { return std::make_unique<prover>(ground); };
}

} // namespace cobijo::internal

#else

namespace cobijo::internal {

judge_maker prover_of(diff_document const&) {
  return nullptr;
}

} // namespace cobijo::internal

#endif
