/* Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
   Goes through the whole of <cobijo/cobijo.h> as a C99 program does. Prints a line for each thing it looks at.

     c99 RULEBOOK-FOLDER */
#include <cobijo/cobijo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

static void check(int good, const char* name) {
  printf("%s - C: %s\n", good ? "ok" : "not ok", name);
  if (!good) ++failures;
}

static int is(cobijo_string text, const char* expected) {
  return text.data != NULL && text.size == strlen(expected) && strcmp(text.data, expected) == 0;
}

static int holds(const cobijo_text* text, const char* part) {
  cobijo_string s;
  return cobijo_text_get(text, &s) == COBIJO_OK && strlen(s.data) == s.size && strstr(s.data, part) != NULL;
}

static const char person[] =
    "{ \"person.harm\": [\"injury\"], \"zz.entry_date\": \"2026-01-12\", \"zz.convicted\": false }";
static const char nobody[] = "{}";

static void versions(void) {
  check(cobijo_abi_version() == COBIJO_ABI_VERSION, "the library has the interface of the header");
  check(strchr(cobijo_version(), '.') != NULL, "the library has a version");
  check(cobijo_format_oldest() <= cobijo_format_newest(), "the formats are a range");
  check(strcmp(cobijo_result_name(COBIJO_OUT_OF_MEMORY), "out_of_memory") == 0, "results have names");
  check(strcmp(cobijo_status_name(COBIJO_NOT_IN_FORCE), "not_in_force") == 0, "statuses have names");
  check(strcmp(cobijo_truth_name(COBIJO_NO), "false") == 0, "truth values have names");
  check(strcmp(cobijo_deadline_state_name(COBIJO_DEADLINE_MISSED), "missed") == 0, "states have names");
  check(strcmp(cobijo_status_name(99), "unknown") == 0 && strcmp(cobijo_result_name(-1), "unknown") == 0,
        "what is no status has none");
}

static void errors(const cobijo_rulebook* book) {
  static const char bad[] = "{\n  \"person.harm\": [\"theft\"],\n  \"name\": \"Ana\"\n}";
  cobijo_facts* who = NULL;
  cobijo_error* error = NULL;
  cobijo_rulebook* none = NULL;
  cobijo_result result = COBIJO_OK;
  cobijo_fault fault;
  cobijo_string line;
  size_t count = 0, i;
  int lines = 0, values_told = 0;
  check(cobijo_facts_read(book, bad, sizeof bad - 1, &who, &error) == COBIJO_BAD_INPUT && who == NULL,
        "facts that are none are bad input");
  check(cobijo_error_result(error, &result) == COBIJO_OK && result == COBIJO_BAD_INPUT, "the error knows the result");
  check(cobijo_error_count(error, &count) == COBIJO_OK && count == 2, "the error names every fault");
  for (i = 0; i < count; ++i) {
    if (cobijo_error_fault(error, i, &fault) != COBIJO_OK || cobijo_error_text(error, i, &line) != COBIJO_OK) continue;
    if (fault.code.data[0] == 'E' && fault.message.size > 0 && fault.pointer.data[0] == '/') lines += fault.line;
    if (strstr(line.data, "theft") != NULL || strstr(line.data, "Ana") != NULL) values_told = 1;
    if (strstr(line.data, fault.code.data) == NULL) lines = -100;
  }
  check(lines == 2 + 3, "each fault has code, message, pointer and line");
  check(!values_told, "no fault repeats a value");
  check(cobijo_error_fault(error, count, &fault) == COBIJO_INVALID_ARGUMENT && fault.code.data == NULL,
        "there is no fault beyond the last");
  cobijo_error_free(error);

  check(cobijo_rulebook_load("no/such/folder", &none, &error) == COBIJO_BAD_INPUT && none == NULL,
        "a folder that is not there is bad input");
  check(cobijo_error_fault(error, 0, &fault) == COBIJO_OK && is(fault.code, "E0105"), "its fault has the code E0105");
  cobijo_error_free(error);
  check(cobijo_rulebook_load("no/such/folder", &none, NULL) == COBIJO_BAD_INPUT, "errors may go unasked");
  check(cobijo_facts_read(book, NULL, 0, &who, &error) == COBIJO_INVALID_ARGUMENT, "NULL is a misuse");
  check(cobijo_error_fault(error, 0, &fault) == COBIJO_OK && is(fault.code, "E0001"), "its fault has the code E0001");
  cobijo_error_free(error);
  cobijo_error_free(NULL);
}

static void read_file(const char* folder, const char* path, cobijo_file* out) {
  char name[1024];
  FILE* file;
  char* text = malloc(1 << 16);
  out->path = path;
  out->text = text;
  out->size = 0;
  sprintf(name, "%.900s/%s", folder, path);
  file = fopen(name, "rb");
  if (file == NULL || text == NULL) exit(2);
  out->size = fread(text, 1, 1 << 16, file);
  fclose(file);
}

static void rulebooks(const char* folder, const cobijo_rulebook* book) {
  cobijo_file files[3];
  cobijo_rulebook* from_memory = NULL;
  cobijo_rulebook* built_in = NULL;
  cobijo_text* text = NULL;
  cobijo_string one, other;
  size_t i;
  read_file(folder, "vocabulary/facts.json", &files[0]);
  read_file(folder, "zz/module.json", &files[1]);
  read_file(folder, "zz/shelter.json", &files[2]);
  check(cobijo_rulebook_from_files(files, 3, &from_memory, NULL) == COBIJO_OK, "rules are read from memory");
  check(cobijo_rulebook_digest(book, &one) == COBIJO_OK && cobijo_rulebook_digest(from_memory, &other) == COBIJO_OK &&
            one.size == 71 && is(one, other.data),
        "rules have one digest wherever they come from");
  for (i = 0; i < 3; ++i)
    free((char*)files[i].text);
  cobijo_rulebook_free(from_memory);
  check(cobijo_rulebook_version(book, &one) == COBIJO_OK && is(one, ""), "a folder has no release");
  check(cobijo_rulebook_list(book, "facts", "es", &text, NULL) == COBIJO_OK && holds(text, "fecha de nacimiento"),
        "facts are listed");
  cobijo_text_free(text);
  check(cobijo_rulebook_list(book, "wishes", "en", &text, NULL) == COBIJO_INVALID_ARGUMENT && text == NULL,
        "there is no other list");
  files[0].path = "zz/module.json";
  files[0].text = "{ \"module\": 3 }";
  files[0].size = strlen(files[0].text);
  check(cobijo_rulebook_extended(files, 1, &built_in, NULL) == COBIJO_BAD_INPUT && built_in == NULL,
        "a module of one's own is checked");
  check(cobijo_rulebook_builtin(NULL, 0, &built_in, NULL) == COBIJO_OK, "a rulebook is built in");
  check(cobijo_rulebook_version(built_in, &one) == COBIJO_OK && is(one, cobijo_version()), "it is of this release");
  cobijo_rulebook_free(built_in);
}

static void editions(const cobijo_rulebook* book) {
  cobijo_law_options options = COBIJO_LAW_OPTIONS;
  cobijo_position position;
  cobijo_edition* law = NULL;
  cobijo_error* error = NULL;
  cobijo_fault fault;
  cobijo_string text;
  cobijo_text* shown = NULL;
  size_t count = 0, index = 0;
  check(cobijo_edition_make(book, "2026-13-01", NULL, &law, &error) == COBIJO_BAD_INPUT, "a law date is a date");
  cobijo_error_free(error);
  position.reading = "zz.repeated";
  position.position = "yes";
  options.known_at = "2025-12-31";
  options.positions = &position;
  options.position_count = 1;
  check(cobijo_edition_make(book, "2026-01-15", &options, &law, NULL) == COBIJO_OK, "an edition takes options");
  cobijo_edition_free(law);
  position.position = "perhaps";
  check(cobijo_edition_make(book, "2026-01-15", &options, &law, &error) == COBIJO_BAD_INPUT, "a reading has positions");
  check(cobijo_error_fault(error, 0, &fault) == COBIJO_OK && is(fault.code, "E0305"), "and no other");
  cobijo_error_free(error);
  options.struct_size = 0;
  check(cobijo_edition_make(book, "2026-01-15", &options, &law, NULL) == COBIJO_INVALID_ARGUMENT,
        "options tell their size");

  check(cobijo_edition_make(book, "2026-01-15", NULL, &law, &error) == COBIJO_OK && error == NULL,
        "an edition is made");
  check(cobijo_edition_law_date(law, &text) == COBIJO_OK && is(text, "2026-01-15"), "it knows its date");
  check(cobijo_edition_protection_count(law, &count) == COBIJO_OK && count == 2, "it has protections");
  check(cobijo_edition_protection_index(law, "zz.residence", &index) == COBIJO_OK &&
            cobijo_edition_protection_id(law, index, &text) == COBIJO_OK && is(text, "zz.residence"),
        "ids and indexes of protections belong together");
  check(cobijo_edition_protection_index(law, "zz.nothing", &index) == COBIJO_NOT_FOUND,
        "what is not there is not found");
  check(cobijo_edition_protection_id(law, count, &text) == COBIJO_INVALID_ARGUMENT && text.data == NULL,
        "there is no protection beyond the last");
  check(cobijo_edition_deadline_count(law, &count) == COBIJO_OK && count == 1, "it has deadlines");
  check(cobijo_edition_deadline_index(law, "zz.shelter.filing", &index) == COBIJO_OK &&
            cobijo_edition_deadline_id(law, index, &text) == COBIJO_OK && is(text, "zz.shelter.filing"),
        "ids and indexes of deadlines belong together");
  check(cobijo_edition_show(law, "zz.shelter", "en", &shown, NULL) == COBIJO_OK && holds(shown, "SA 3 as amended"),
        "it shows a text");
  cobijo_text_free(shown);
  check(cobijo_edition_show(law, "zz.nothing", "en", &shown, NULL) == COBIJO_NOT_FOUND && shown == NULL,
        "and none that is not there");
  cobijo_edition_free(law);
}

static void answers(const cobijo_rulebook* book, const cobijo_edition* law) {
  cobijo_facts *who = NULL, *unknown = NULL, *odd = NULL;
  cobijo_workspace* space = NULL;
  cobijo_error* error = NULL;
  cobijo_answer answer;
  cobijo_deadline deadline;
  cobijo_determination* whole = NULL;
  cobijo_protection protection;
  cobijo_reason reason;
  cobijo_string text;
  cobijo_text* json = NULL;
  size_t shelter = 9, residence = 9, filing = 9;
  static const char impossible[] = "{ \"zz.filed_date\": \"2020-01-01\", \"zz.entry_date\": \"2020-02-01\" }";

  cobijo_edition_protection_index(law, "zz.shelter", &shelter);
  cobijo_edition_protection_index(law, "zz.residence", &residence);
  cobijo_edition_deadline_index(law, "zz.shelter.filing", &filing);
  check(cobijo_facts_read(book, person, sizeof person - 1, &who, NULL) == COBIJO_OK, "facts are read");
  check(cobijo_facts_check(who, law, "2026-01-15", &error) == COBIJO_OK && error == NULL, "they fit together");
  cobijo_facts_read(book, impossible, sizeof impossible - 1, &odd, NULL);
  check(cobijo_facts_check(odd, law, "2026-01-15", NULL) == COBIJO_BAD_INPUT, "others contradict one another");
  cobijo_facts_free(odd);
  cobijo_facts_read(book, nobody, sizeof nobody - 1, &unknown, NULL);

  check(cobijo_workspace_make(law, &space, NULL) == COBIJO_OK, "a workspace is made");
  check(cobijo_workspace_answer(space, shelter, &answer) == COBIJO_INVALID_ARGUMENT, "it has no answers yet");
  check(cobijo_workspace_evaluate(space, who, "2026-01-15", NULL) == COBIJO_OK, "a person is evaluated");
  check(cobijo_workspace_answer(space, shelter, &answer) == COBIJO_OK && answer.status == COBIJO_ELIGIBLE &&
            answer.elements == COBIJO_YES && answer.exceptions == COBIJO_NO,
        "an answer has status, elements and exceptions");
  check(cobijo_workspace_deadline(space, filing, &deadline) == COBIJO_OK && deadline.state == COBIJO_DEADLINE_OPEN &&
            (deadline.possible & (1U << COBIJO_DEADLINE_OPEN)) != 0 && strcmp(deadline.due, "2026-01-27") == 0 &&
            strcmp(deadline.latest, "2026-01-27") == 0 && deadline.due_days == 20480 && deadline.latest_days == 20480,
        "a deadline has states and dates");
  check(cobijo_workspace_evaluate(space, who, "soon", NULL) == COBIJO_BAD_INPUT, "the day asked about is a day");
  check(cobijo_workspace_answer(space, shelter, &answer) == COBIJO_INVALID_ARGUMENT,
        "after a failure no answer of another person is left");
  check(cobijo_workspace_evaluate(space, unknown, "2026-01-15", NULL) == COBIJO_OK &&
            cobijo_workspace_answer(space, shelter, &answer) == COBIJO_OK && answer.status == COBIJO_UNDETERMINED,
        "of nobody known nothing is said");

  check(cobijo_determine(law, who, "2026-01-15", &whole, NULL) == COBIJO_OK, "a determination is made");
  check(cobijo_determination_protection(whole, shelter, "es", &protection) == COBIJO_OK &&
            is(protection.id, "zz.shelter") && is(protection.label, "Refugio") &&
            protection.status == COBIJO_ELIGIBLE && is(protection.decision, "must") &&
            is(protection.layer, "national") && is(protection.authority, "zz.office") && is(protection.residual, "") &&
            protection.provisional == 0 && protection.missing_count == 0,
        "it tells of a protection");
  check(protection.reason_count > 0 && cobijo_determination_reason(whole, shelter, 0, "en", &reason) == COBIJO_OK &&
            reason.label.size > 0 && is(reason.cite, "SA 2") && reason.value == COBIJO_YES && reason.exception == 0,
        "with reasons");
  check(cobijo_determination_reason(whole, shelter, protection.reason_count, "en", &reason) == COBIJO_INVALID_ARGUMENT,
        "and no more than there are");
  check(cobijo_determination_protection(whole, residence, "en", &protection) == COBIJO_OK &&
            protection.status == COBIJO_UNDETERMINED && protection.missing_count == 1 && protection.residual.size > 2 &&
            cobijo_determination_missing(whole, residence, 0, &text) == COBIJO_OK && is(text, "person.reports"),
        "and with what is missing");
  check(cobijo_determination_protection(whole, residence, "fr", &protection) == COBIJO_INVALID_ARGUMENT,
        "in two languages");
  check(cobijo_determination_json(whole, "en", -1, &json, NULL) == COBIJO_OK &&
            holds(json, "\"status\":\"eligible\"") && !holds(json, "\n"),
        "and as JSON");
  cobijo_text_free(json);
  cobijo_determination_free(whole);
  check(cobijo_explain(law, who, "2026-01-15", "zz.shelter", "es", &json, NULL) == COBIJO_OK && holds(json, "\"rule\""),
        "a rule is explained");
  cobijo_text_free(json);
  check(cobijo_explain(law, who, "2026-01-15", "zz.nothing", "es", &json, NULL) == COBIJO_NOT_FOUND,
        "and none that is not there");
  cobijo_workspace_free(space);
  cobijo_facts_free(unknown);
  cobijo_facts_free(who);
}

static void columns(const cobijo_rulebook* book, const cobijo_edition* law) {
  enum { rows = 5, stride = 7 };
  cobijo_columns table = COBIJO_COLUMNS;
  cobijo_facts *who = NULL, *unknown = NULL;
  const cobijo_facts* people[rows];
  cobijo_workspace* space = NULL;
  unsigned char status[2 * stride], elements[2 * stride], exceptions[2 * stride];
  size_t asked[2], r, k;
  int same = 1, untouched = 1;
  cobijo_facts_read(book, person, sizeof person - 1, &who, NULL);
  cobijo_facts_read(book, nobody, sizeof nobody - 1, &unknown, NULL);
  cobijo_workspace_make(law, &space, NULL);
  for (r = 0; r < rows; ++r)
    people[r] = r % 2 == 0 ? who : unknown;
  memset(status, 77, sizeof status);
  cobijo_edition_protection_index(law, "zz.residence", &asked[0]);
  cobijo_edition_protection_index(law, "zz.shelter", &asked[1]);
  table.protections = asked;
  table.protection_count = 2;
  table.stride = stride;
  table.status = status;
  table.elements = elements;
  table.exceptions = exceptions;
  check(cobijo_workspace_evaluate_columns(space, people, rows, "2026-01-15", &table, NULL) == COBIJO_OK,
        "many persons are evaluated");
  for (k = 0; k < 2; ++k) {
    for (r = 0; r < rows; ++r) {
      cobijo_answer one;
      cobijo_workspace_evaluate(space, people[r], "2026-01-15", NULL);
      cobijo_workspace_answer(space, asked[k], &one);
      same = same && status[k * stride + r] == (unsigned)one.status &&
             elements[k * stride + r] == (unsigned)one.elements &&
             exceptions[k * stride + r] == (unsigned)one.exceptions;
    }
    for (; r < stride; ++r)
      untouched = untouched && status[k * stride + r] == 77;
  }
  check(same, "with the answers that each gets alone");
  check(untouched, "and nothing is written beside them");
  table.elements = NULL;
  table.exceptions = NULL;
  table.protections = NULL;
  table.stride = 0;
  check(cobijo_workspace_evaluate_columns(space, people, rows, "2026-01-15", &table, NULL) == COBIJO_OK,
        "all protections, statuses only");
  check(cobijo_workspace_evaluate_columns(space, NULL, 0, "2026-01-15", &table, NULL) == COBIJO_OK, "nobody at all");
  table.stride = 1;
  check(cobijo_workspace_evaluate_columns(space, people, rows, "2026-01-15", &table, NULL) == COBIJO_INVALID_ARGUMENT,
        "rows do not overlap");
  cobijo_workspace_free(space);
  cobijo_facts_free(unknown);
  cobijo_facts_free(who);
}

static void json(const char* folder, const cobijo_rulebook* book) {
  char request[2048];
  cobijo_text* answer = NULL;
  int size = sprintf(request,
                     "{ \"rulebook\": { \"folder\": \"%.900s\" }, \"as_of\": \"2026-01-15\", \"lang\": \"es\",\n"
                     "  \"only\": [\"zz.shelter\"], \"facts\": %s }",
                     folder, person);
  check(cobijo_evaluate_json(request, (size_t)size, &answer) == COBIJO_OK && holds(answer, "\"label\": \"Refugio\"") &&
            holds(answer, "zz.shelter.filing") && !holds(answer, "\"zz.residence\": {"),
        "a request is answered");
  cobijo_text_free(answer);
  check(cobijo_rulebook_evaluate_json(book, request, (size_t)size, &answer) == COBIJO_BAD_INPUT &&
            holds(answer, "/rulebook"),
        "a rulebook is named once");
  cobijo_text_free(answer);
  size =
      sprintf(request, "{ \"as_of\": \"2026-01-15\", \"facts\":\n  { \"zz.convicted\": 3,\n    \"name\": \"Ana\" } }");
  check(cobijo_rulebook_evaluate_json(book, request, (size_t)size, &answer) == COBIJO_BAD_INPUT &&
            holds(answer, "\"pointer\": \"/facts/name\"") && holds(answer, "\"line\": 3") &&
            holds(answer, "\"pointer\": \"/facts/zz.convicted\"") && !holds(answer, "Ana"),
        "faults of a request are answered as JSON");
  cobijo_text_free(answer);
  check(cobijo_rulebook_evaluate_json(book, nobody, 2, &answer) == COBIJO_BAD_INPUT && holds(answer, "E0203"),
        "a request needs facts and a day");
  cobijo_text_free(answer);
  check(cobijo_evaluate_json(NULL, 0, &answer) == COBIJO_INVALID_ARGUMENT && holds(answer, "E0001"),
        "no request is a misuse");
  cobijo_text_free(answer);
}

static void diffs(const cobijo_rulebook* book) {
  static const char* const formats[] = {"text", "json", "markdown", "html", "line", "changelog"};
  const char* only = "zz.shelter";
  cobijo_diff_options options = COBIJO_DIFF_OPTIONS;
  cobijo_edition *before = NULL, *after = NULL;
  cobijo_diff* diff = NULL;
  cobijo_error* error = NULL;
  cobijo_change change;
  cobijo_meaning meaning;
  cobijo_string text;
  cobijo_text* report = NULL;
  size_t count = 0, i, named = 0, by_act = 0;
  cobijo_edition_make(book, "2019-05-01", NULL, &before, NULL);
  cobijo_edition_make(book, "2026-01-15", NULL, &after, NULL);
  options.without_proofs = 1;
  options.seconds = 1;
  options.only = &only;
  options.only_count = 1;
  check(cobijo_diff_make(before, after, &options, &diff, &error) == COBIJO_OK && error == NULL,
        "editions are compared");
  check(cobijo_diff_change_count(diff, &count) == COBIJO_OK && count > 0, "something changed");
  for (i = 0; i < count; ++i) {
    if (cobijo_diff_change(diff, i, "es", &change) == COBIJO_OK && change.id.size > 0 && change.kind.size > 0 &&
        strcmp(cobijo_severity_name(change.severity), "unknown") != 0)
      ++named;
    if (change.instrument_count > 0 && cobijo_diff_instrument(diff, i, 0, &text) == COBIJO_OK &&
        is(text, "zz.act_2020"))
      ++by_act;
  }
  check(named == count, "each change has an id, a kind and a severity");
  check(by_act > 0, "and names the instrument");
  check(cobijo_diff_change(diff, count, "es", &change) == COBIJO_INVALID_ARGUMENT && change.id.data == NULL,
        "there is no change beyond the last");
  check(cobijo_diff_meaning_count(diff, &count) == COBIJO_OK, "what became of protections is counted");
  for (i = 0, named = 0; i < count; ++i)
    if (cobijo_diff_meaning(diff, i, "en", &meaning) == COBIJO_OK && meaning.id.size > 0 &&
        meaning.loses.data != NULL && strcmp(cobijo_verdict_name(meaning.verdict), "unknown") != 0)
      ++named;
  check(named == count, "each of them has a verdict");
  check(cobijo_diff_meaning(diff, count, "en", &meaning) == COBIJO_INVALID_ARGUMENT, "and there are no more");
  for (i = 0, named = 0; i < sizeof formats / sizeof *formats; ++i) {
    if (cobijo_diff_report(diff, formats[i], "en", &report, NULL) == COBIJO_OK &&
        cobijo_text_get(report, &text) == COBIJO_OK && text.size > 0)
      ++named;
    cobijo_text_free(report);
  }
  check(named == i, "a diff is told in each format");
  check(cobijo_diff_report(diff, "pdf", "en", &report, NULL) == COBIJO_INVALID_ARGUMENT && report == NULL,
        "and in no other");
  check(cobijo_has_proofs() == 0 || cobijo_has_proofs() == 1, "proofs are there or not");
  cobijo_diff_free(diff);
  only = "zz.nothing";
  check(cobijo_diff_make(before, after, &options, &diff, &error) == COBIJO_BAD_INPUT && diff == NULL,
        "what neither edition has is not compared");
  cobijo_error_free(error);
  cobijo_diff_free(NULL);
  cobijo_edition_free(before);
  cobijo_edition_free(after);
}

static void timelines(const char* folder, const cobijo_rulebook* book) {
  static const char unfiled[] = "{ \"person.harm\": [\"injury\"], \"zz.entry_date\": \"2026-01-12\",\n"
                                "  \"zz.filed_date\": \"not_yet\", \"zz.convicted\": false }";
  static const char* const formats[] = {"text", "svg", "html"};
  static const char* const marks[] = {"2026-01-28", "<svg ", "<!doctype html>"};
  char request[2048];
  cobijo_text* answer = NULL;
  size_t i, good = 0;
  int size = sprintf(request, "{ \"from\": \"2026-01-10\", \"to\": \"2026-12-31\", \"lang\": \"es\", \"facts\": %s }",
                     unfiled);
  check(cobijo_rulebook_timeline_json(book, request, (size_t)size, &answer) == COBIJO_OK &&
            holds(answer, "\"on\": \"2026-01-28\"") && holds(answer, "\"state\": \"missed\"") &&
            holds(answer, "Refugio"),
        "a timeline tells the days on which answers change");
  cobijo_text_free(answer);
  size = sprintf(request,
                 "{ \"rulebook\": { \"folder\": \"%.900s\" }, \"as_of\": \"2026-01-10\", \"to\": \"2026-12-31\",\n"
                 "  \"only\": [\"zz.shelter.filing\"], \"facts\": %s }",
                 folder, unfiled);
  check(cobijo_timeline_json(request, (size_t)size, &answer) == COBIJO_OK && holds(answer, "zz.shelter.filing") &&
            holds(answer, "\"protections\": {}"),
        "of the rulebook that it names, and only what it names");
  cobijo_text_free(answer);
  for (i = 0; i < sizeof formats / sizeof *formats; ++i) {
    size = sprintf(request, "{ \"as_of\": \"2026-01-10\", \"to\": \"2026-12-31\", \"format\": \"%s\", \"facts\": %s }",
                   formats[i], unfiled);
    if (cobijo_rulebook_timeline_json(book, request, (size_t)size, &answer) == COBIJO_OK && holds(answer, marks[i]))
      ++good;
    cobijo_text_free(answer);
  }
  check(good == i, "as text, as a chart and as a page");
  size = sprintf(request, "{ \"facts\": { \"name\": \"Ana\" } }");
  check(cobijo_rulebook_timeline_json(book, request, (size_t)size, &answer) == COBIJO_BAD_INPUT &&
            holds(answer, "\"from\\\"") && holds(answer, "\"to\\\"") && !holds(answer, "Ana"),
        "a timeline has a first and a last day");
  cobijo_text_free(answer);
  check(cobijo_timeline_json(NULL, 0, &answer) == COBIJO_INVALID_ARGUMENT && holds(answer, "E0001"),
        "no request is a misuse here too");
  cobijo_text_free(answer);
}

static void impacts(const cobijo_rulebook* book) {
  static const char* const people[] = {
      "{ \"person.harm\": [\"injury\"], \"zz.entry_date\": \"2019-04-12\", \"zz.filed_date\": \"not_yet\",\n"
      "  \"person.birth_date\": \"2000-01-01\", \"zz.convicted\": false }",
      "{ \"as_of\": \"2026-01-15\", \"facts\": { \"zz.convicted\": true } }", "{ \"name\": \"Ana\" }"};
  static const char by_harm[] = "{ \"by\": [\"person.harm\"], \"only\": [\"zz.shelter\"], \"examples\": 1 }";
  static const char wrong[] = "{ \"by\": [\"person.harm\"],\n  \"examples\": -1 }";
  cobijo_edition *before = NULL, *after = NULL;
  cobijo_impact* impact = NULL;
  cobijo_error* error = NULL;
  cobijo_fault fault;
  cobijo_text* report = NULL;
  cobijo_edition_make(book, "2019-05-01", NULL, &before, NULL);
  cobijo_edition_make(book, "2026-01-15", NULL, &after, NULL);
  check(cobijo_impact_make(before, after, by_harm, sizeof by_harm - 1, &impact, &error) == COBIJO_OK && error == NULL,
        "an impact begins");
  check(cobijo_impact_add_json(impact, people[0], strlen(people[0]), 7, &error) == COBIJO_OK && error == NULL &&
            cobijo_impact_add_json(impact, people[1], strlen(people[1]), 8, &error) == COBIJO_OK,
        "it takes persons, bare or with a day");
  check(cobijo_impact_add_json(impact, people[2], strlen(people[2]), 9, &error) == COBIJO_BAD_INPUT &&
            cobijo_error_fault(error, 0, &fault) == COBIJO_OK && is(fault.code, "E0601"),
        "and says what is wrong with others");
  cobijo_error_free(error);
  check(cobijo_impact_report(impact, "json", "en", 0, &report, &error) == COBIJO_OK && holds(report, "\"loses\"") &&
            holds(report, "\"persons\": 2") && holds(report, "\"E0601\": 1") && holds(report, "injury"),
        "it tells what became of them");
  cobijo_text_free(report);
  check(cobijo_impact_report(impact, "csv", "es", 5, &report, NULL) == COBIJO_OK && holds(report, "<5") &&
            !holds(report, ",7\n"),
        "or hides what is told of few");
  cobijo_text_free(report);
  check(cobijo_impact_report(impact, "pdf", "en", 0, &report, NULL) == COBIJO_INVALID_ARGUMENT && report == NULL,
        "it is told in no other format");
  cobijo_impact_free(impact);
  check(cobijo_impact_make(before, after, NULL, 0, &impact, NULL) == COBIJO_OK &&
            cobijo_impact_report(impact, "text", "es", 0, &report, NULL) == COBIJO_OK && holds(report, "2026-01-15"),
        "of nobody at all, with no options");
  cobijo_text_free(report);
  cobijo_impact_free(impact);
  check(cobijo_impact_make(before, after, wrong, sizeof wrong - 1, &impact, &error) == COBIJO_BAD_INPUT &&
            impact == NULL && cobijo_error_fault(error, 0, &fault) == COBIJO_OK && is(fault.pointer, "/examples") &&
            fault.line == 2,
        "options are looked at");
  cobijo_error_free(error);
  check(cobijo_impact_make(before, NULL, NULL, 0, &impact, NULL) == COBIJO_INVALID_ARGUMENT, "an impact has two sides");
  check(cobijo_impact_add_json(NULL, nobody, 2, 1, NULL) == COBIJO_INVALID_ARGUMENT, "and nobody is counted nowhere");
  cobijo_impact_free(NULL);
  cobijo_edition_free(before);
  cobijo_edition_free(after);
}

static void owners(const char* folder) {
  /* Each handle outlives what it was made from. */
  cobijo_rulebook* book = NULL;
  cobijo_rulebook* another = NULL;
  cobijo_edition* law = NULL;
  cobijo_edition* other_law = NULL;
  cobijo_facts* who = NULL;
  cobijo_workspace* space = NULL;
  cobijo_answer answer;
  cobijo_rulebook_load(folder, &book, NULL);
  cobijo_rulebook_load(folder, &another, NULL);
  cobijo_edition_make(another, "2026-01-15", NULL, &other_law, NULL);
  cobijo_edition_make(book, "2026-01-15", NULL, &law, NULL);
  cobijo_facts_read(book, person, sizeof person - 1, &who, NULL);
  cobijo_workspace_make(law, &space, NULL);
  cobijo_rulebook_free(another);
  cobijo_rulebook_free(book);
  cobijo_edition_free(law);
  check(cobijo_workspace_evaluate(space, who, "2026-01-15", NULL) == COBIJO_OK &&
            cobijo_workspace_answer(space, 0, &answer) == COBIJO_OK,
        "a workspace keeps what it needs");
  check(cobijo_facts_check(who, other_law, "2026-01-15", NULL) == COBIJO_INVALID_ARGUMENT,
        "facts belong to one rulebook");
  cobijo_facts_free(who);
  cobijo_workspace_free(space);
  cobijo_edition_free(other_law);
  cobijo_rulebook_free(NULL);
  cobijo_edition_free(NULL);
  cobijo_facts_free(NULL);
  cobijo_workspace_free(NULL);
  cobijo_determination_free(NULL);
  cobijo_text_free(NULL);
}

int main(int argc, char** argv) {
  cobijo_rulebook* book = NULL;
  cobijo_edition* law = NULL;
  if (argc != 2) return 2;
  versions();
  check(cobijo_rulebook_load(argv[1], &book, NULL) == COBIJO_OK, "rules are read from a folder");
  errors(book);
  rulebooks(argv[1], book);
  editions(book);
  check(cobijo_edition_make(book, "2026-01-15", NULL, &law, NULL) == COBIJO_OK, "an edition is made of a folder");
  answers(book, law);
  columns(book, law);
  diffs(book);
  json(argv[1], book);
  timelines(argv[1], book);
  impacts(book);
  cobijo_edition_free(law);
  cobijo_rulebook_free(book);
  owners(argv[1]);
  return failures == 0 ? 0 : 1;
}
