// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "timeline/chart.hpp"

#include "render/markup.hpp"
#include "render/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cobijo::internal {
namespace {

constexpr double width = 960, label_height = 15, bar_height = 13, lane_height = 36, top = 26, key_height = 30;

/// How a state looks: by pattern and brightness first, so that print and colour-blind readers lose nothing.
struct look {
  char const* name; ///< class of the bar; empty for no bar
  phrase words;
};

look look_of(timeline_lane const& lane, timeline_state const& s) {
  if (lane.deadline) switch (s.state) {
    case deadline_status::open: return {"run", say::open};
    case deadline_status::met: return {"yes", say::done};
    case deadline_status::excused: return {"yes", say::excused};
    case deadline_status::missed: return {"no", say::missed};
    case deadline_status::not_running: return {"", say::not_running};
    case deadline_status::undetermined: return {"open", say::undetermined};
    }
  switch (s.status) {
  case status::eligible: return {"yes", say::eligible};
  case status::not_eligible: return {"no", say::not_eligible};
  case status::not_in_force: return {"", say::not_in_force};
  case status::undetermined: break;
  }
  return {"open", say::undetermined};
}

constexpr char const* css = ".yes{fill:#1b6e3c}.run{fill:#2f6db3}.no{fill:#fff;stroke:#8a1f11;stroke-width:1.5}"
                            ".open{fill:url(#hatch);stroke:#777}text{font:12px system-ui,sans-serif;fill:#111}"
                            ".axis{stroke:#bbb}.small{font-size:10px;fill:#444}";

class drawing {
public:
  drawing(timeline const& t, std::vector<bool> const& shown, std::string const& lang)
      : t_(t), shown_(shown), lang_(lang), days_(std::max(1, t.to.days() - t.from.days() + 1)) {}

  std::string draw(std::string const& title) {
    auto const lanes = std::count(shown_.begin(), shown_.end(), true);
    auto const height = top + static_cast<double>(lanes) * lane_height + key_height;
    out_ =
        fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" "
                    "lang=\"{}\">\n<title>{}</title>\n<style>{}</style>\n"
                    "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                    "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/>"
                    "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#777\" stroke-width=\"2\"/></pattern></defs>\n",
                    width, height, lang_, html_safe(title), css);
    axis(height - key_height);
    double y = top;
    for (std::size_t i = 0; i < t_.lanes.size(); ++i) {
      if (!shown_[i]) continue;
      lane(i, y);
      y += lane_height;
    }
    key(height - key_height + 10);
    out_ += "</svg>\n";
    return std::move(out_);
  }

private:
  [[nodiscard]] double x_of(date day) const { return width * (day.days() - t_.from.days()) / days_; }

  /// Years, or months where there are few days.
  void axis(double bottom) {
    bool const by_month = days_ <= 800;
    int const step = by_month ? std::max(1, days_ / 365 * 3) : std::max(1, days_ / 365 / 15);
    for (auto year = t_.from.year(); year <= t_.to.year(); ++year)
      for (unsigned month = 1; month <= (by_month ? 12U : 1U); ++month) {
        if (by_month ? (static_cast<int>(month) - 1) % step != 0 : year % step != 0) continue;
        auto const day = date::parse(fmt::format("{:04}-{:02}-01", year, month));
        if (!day || *day < t_.from || t_.to < *day) continue;
        auto const x = x_of(*day);
        out_ += fmt::format("<line class=\"axis\" x1=\"{0:.1f}\" y1=\"14\" x2=\"{0:.1f}\" y2=\"{1:.0f}\"/>"
                            "<text class=\"small\" x=\"{2:.1f}\" y=\"11\">{3}</text>\n",
                            x, bottom, std::min(x + 2, width - 46),
                            by_month ? day->to_string().substr(0, 7) : std::to_string(year));
      }
  }

  void lane(std::size_t i, double y) {
    auto const& lane = t_.lanes[i];
    out_ += fmt::format("<text x=\"0\" y=\"{:.0f}\">{} <tspan class=\"small\">{}</tspan></text>\n",
                        y + label_height - 3, html_safe(lane.label.in(lang_)), html_safe(lane.id));
    auto from = t_.from;
    auto state = lane.first;
    for (auto const& turn : t_.turns)
      if (turn.lane == i && turn.on != from) {
        bar(lane, state, from, date::from_days(turn.on.days() - 1), y + label_height);
        from = turn.on;
        state = turn.now;
      } else if (turn.lane == i) {
        state = turn.now;
      }
    bar(lane, state, from, t_.to, y + label_height);
  }

  void bar(timeline_lane const& lane, timeline_state const& s, date from, date to, double y) {
    auto const as = look_of(lane, s);
    if (*as.name == '\0') return;
    auto const x = x_of(from), end = x_of(date::from_days(to.days() + 1));
    auto words = as.words.in(lang_) + ": " + from.to_string() + " … " + to.to_string();
    if (s.due) words += "; " + say::due.in(lang_) + ' ' + *s.due;
    out_ += fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.0f}\" width=\"{:.1f}\" height=\"{:.0f}\">"
                        "<title>{}</title></rect>\n",
                        as.name, x, y, std::max(1.0, end - x), bar_height, html_safe(words));
  }

  void key(double y) {
    double x = 0;
    for (auto const& [name, words] : {std::pair{"yes", say::eligible.in(lang_) + " / " + say::done.in(lang_)},
                                      {"run", say::open.in(lang_)},
                                      {"open", say::undetermined.in(lang_)},
                                      {"no", say::not_eligible.in(lang_) + " / " + say::missed.in(lang_)}}) {
      out_ += fmt::format("<rect class=\"{}\" x=\"{:.0f}\" y=\"{:.0f}\" width=\"18\" height=\"12\"/>"
                          "<text class=\"small\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n",
                          name, x + 1, y, x + 24, y + 10, html_safe(words));
      x += 44 + 6.5 * static_cast<double>(words.size());
    }
  }

  timeline const& t_;
  std::vector<bool> const& shown_;
  std::string const& lang_;
  int days_;
  std::string out_;
};

} // namespace

std::string chart(timeline const& t, std::vector<bool> const& shown, std::string const& title,
                  std::string const& lang) {
  return drawing(t, shown, lang).draw(title);
}

} // namespace cobijo::internal
