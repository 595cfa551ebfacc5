// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Cobijo for C, and for every language that can call C: which legal protections may this person claim, under the law
/// of which day, why, by when, and what is still unknown?
///
///     #include <cobijo/cobijo.h>
///     #include <stdio.h>
///
///     int main(void) {
///       const char facts[] = "{ \"person.nationality\": [\"HN\"], \"person.birth_date\": \"2010-03\" }";
///       cobijo_rulebook *book = NULL;
///       cobijo_edition *law = NULL;
///       cobijo_facts *who = NULL;
///       cobijo_workspace *space = NULL;
///       cobijo_error *error = NULL;
///       int ok = 0;
///       if (cobijo_rulebook_builtin(NULL, 0, &book, &error) == COBIJO_OK &&
///           cobijo_edition_make(book, "2026-01-15", NULL, &law, &error) == COBIJO_OK &&
///           cobijo_facts_read(book, facts, sizeof facts - 1, &who, &error) == COBIJO_OK &&
///           cobijo_workspace_make(law, &space, &error) == COBIJO_OK &&
///           cobijo_workspace_evaluate(space, who, "2026-01-15", &error) == COBIJO_OK) {
///         size_t i, count = 0;
///         cobijo_edition_protection_count(law, &count);
///         for (i = 0; i < count; ++i) {
///           cobijo_string id;
///           cobijo_answer answer;
///           cobijo_edition_protection_id(law, i, &id);
///           cobijo_workspace_answer(space, i, &answer);
///           printf("%s: %s\n", id.data, cobijo_status_name(answer.status));
///         }
///         ok = 1;
///       } else {
///         cobijo_string text;
///         cobijo_error_text(error, 0, &text);
///         fprintf(stderr, "%s\n", text.data);
///       }
///       cobijo_error_free(error); /* freeing NULL is allowed everywhere */
///       cobijo_workspace_free(space), cobijo_facts_free(who), cobijo_edition_free(law), cobijo_rulebook_free(book);
///       return ok ? 0 : 1;
///     }
///
/// Whoever wants no handles at all needs one call only: cobijo_evaluate_json() takes a request and gives an answer,
/// both JSON, errors too. It alone suffices to use Cobijo from another language.
///
/// The rules of every call, unless it says otherwise:
///
/// - It returns a `cobijo_result`; what it yields goes to its out-parameters. These are set in every case: to NULL,
/// zero
///   or an empty string if it fails. Out-parameters must not be NULL, save `error`.
/// - `error` may be NULL. Otherwise it is set to NULL on success, and on failure to an object with all the faults that
///   were found; the caller frees it with cobijo_error_free(). What it held before is overwritten, never freed.
/// - Whatever comes out by a pointer to a handle is the caller's, to be freed with the function of that name, in any
///   order: an edition keeps the rules it needs when its rulebook is freed, a workspace its edition.
/// - A `cobijo_string` belongs to the object that gave it and lives as long as that. UTF-8, NUL after the last byte.
/// - Texts that go in are UTF-8 and NUL-terminated, JSON has a length instead; `lang` is "en" or "es". Nothing that
/// goes
///   in is kept: it is read or copied before the call returns.
/// - Rulebook, edition, facts, determination, diff, error and text never change: any number of threads may use one at
///   the same time, and any thread may free it once the others are done. A workspace and an impact belong to one thread
///   at a time.
/// - No call ends the program, throws, prints, or reads a clock, the network or the environment; files are read only
///   where a folder is named. Nothing about a person is kept beyond its handle, and no error repeats a fact's value.
/// - When memory runs out a call returns COBIJO_OUT_OF_MEMORY; all that existed before stays usable.
///
/// A fact that was not given is unknown, never false. `COBIJO_NOT_ELIGIBLE` rests only on facts that were given.
/// None of this is legal advice.
#ifndef COBIJO_COBIJO_H
#define COBIJO_COBIJO_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// === Versions ========================================================================================================

/// The binary interface that this header describes. A program built with it runs with every library whose
/// cobijo_abi_version() is the same: functions and constants may be added, none is changed or taken away. Raised
/// together with the number in the name of the shared library. Since 0.1.
#define COBIJO_ABI_VERSION 0

/// `COBIJO_ABI_VERSION` of the library that is running. Any thread. Since 0.1.
int cobijo_abi_version(void);

/// Version of the library, `0.1.0`. Static: never freed. Any thread. Since 0.1.
const char* cobijo_version(void);

/// Oldest rule format that the library reads (docs/format.md). Any thread. Since 0.1.
int cobijo_format_oldest(void);

/// Newest rule format that the library reads. Any thread. Since 0.1.
int cobijo_format_newest(void);

// === Results and strings =============================================================================================

/// How a call ended. More may be added: treat what you do not know as a failure. Since 0.1.
typedef enum cobijo_result {
  COBIJO_OK = 0,               ///< done
  COBIJO_BAD_INPUT = 1,        ///< rules, facts, a date or a request are wrong; the error names every fault
  COBIJO_NOT_FOUND = 2,        ///< there is nothing of this id
  COBIJO_INVALID_ARGUMENT = 3, ///< a misuse: NULL, an index out of range, facts of another rulebook
  COBIJO_OUT_OF_MEMORY = 4,    ///< nothing happened; all objects are as before
  COBIJO_INTERNAL = 5          ///< a fault of the library itself: please report it
} cobijo_result;

/// Name of a result, `bad_input`; `unknown` for a number that is none. Static. Any thread. Since 0.1.
const char* cobijo_result_name(int result);

/// A text that belongs to the object that gave it: `size` bytes of UTF-8 and then a NUL. `data` is never NULL after a
/// successful call. Since 0.1.
typedef struct cobijo_string {
  const char* data; ///< first byte
  size_t size;      ///< bytes before the NUL
} cobijo_string;

/// A text that belongs to the caller. Since 0.1.
typedef struct cobijo_text cobijo_text;

/// The bytes of a text; they live until it is freed.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_text_get(const cobijo_text* text, cobijo_string* out);

/// Frees a text; NULL is allowed. Any thread. Since 0.1.
void cobijo_text_free(cobijo_text* text);

// === Everything in one call ==========================================================================================

/// Evaluates one person: a request as JSON, an answer as JSON.
///
/// The request:
///
///     { "facts": { … },                        what is known about the person
///       "as_of": "2026-01-15",                 the day asked about, or a minute `2026-01-15T10:00-06:00`
///       "law_date": "2021-01-10",              whose law; else `as_of`
///       "known_at": "2021-01-10",              only law that was published or decided by this day
///       "readings": "prevailing",              or "open", or { reading: position }
///       "lang": "en",                          or "es"
///       "rulebook": "builtin",                 or { "folder": "DIR" }, or { "files": { path: text } }
///       "modules": ["mx"],                     only protections and deadlines of these
///       "only": ["mx.refugee_status"] }        only these protections and their deadlines
///
/// `facts` and `as_of` must be there. `story`, which is for people, may be and is not read; anything else is a fault.
/// Facts that contradict one another are refused (E0604).
///
/// The answer is what `cobijo evaluate --json` writes (docs/output.md). If the call fails, it is
/// `{ "errors": [{ "code", "message", "pointer", "line", "file", "hint" }] }`, of which only the first two are always
/// there; pointers and lines are those of the request unless `file` is named.
///
/// Reads the rulebook anew in each call; cobijo_rulebook_evaluate_json() does not.
///
/// @param request       UTF-8
/// @param request_size  its bytes
/// @param answer        set in every case; the caller frees it with cobijo_text_free()
/// @return COBIJO_OK; COBIJO_BAD_INPUT (any code of docs/errors.md); COBIJO_INVALID_ARGUMENT: NULL;
/// COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_evaluate_json(const char* request, size_t request_size, cobijo_text** answer);

// === Errors ==========================================================================================================

/// Why a call failed: one fault or more. Since 0.1.
typedef struct cobijo_error cobijo_error;

/// One thing that is wrong. All texts belong to the error. Its layout is fixed for this binary interface. Since 0.1.
typedef struct cobijo_fault {
  cobijo_string code;    ///< stable, `E0301`; listed in docs/errors.md
  cobijo_string message; ///< what is wrong
  cobijo_string hint;    ///< what would be right; may be empty
  cobijo_string file;    ///< path of the rule file, or what the input was called; may be empty
  cobijo_string pointer; ///< JSON pointer (RFC 6901); empty for the whole
  int32_t line;          ///< 1-based; 0 if unknown
} cobijo_fault;

/// What the failed call returned.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_error_result(const cobijo_error* error, cobijo_result* out);

/// Number of faults: at least one.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_error_count(const cobijo_error* error, size_t* out);

/// One fault, by index from 0.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, or no such index. Since 0.1.
cobijo_result cobijo_error_fault(const cobijo_error* error, size_t index, cobijo_fault* out);

/// One fault as a line for people: `file:line: code: message (hint)`.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, or no such index. Since 0.1.
cobijo_result cobijo_error_text(const cobijo_error* error, size_t index, cobijo_string* out);

/// Frees an error; NULL is allowed. Any thread. Since 0.1.
void cobijo_error_free(cobijo_error* error);

// === Rulebooks =======================================================================================================

/// All modules of one release, loaded and validated. Since 0.1.
typedef struct cobijo_rulebook cobijo_rulebook;

/// A rule file in memory. Its layout is fixed for this binary interface. Since 0.1.
typedef struct cobijo_file {
  const char* path; ///< below the rulebook's folder: `mx/refugee_status.json`
  const char* text; ///< JSON
  size_t size;      ///< bytes of `text`
} cobijo_file;

/// The rulebook that is compiled into the library, or only some modules of it. Takes tenths of a second: keep it.
///
/// @param modules  ids of modules; NULL for all
/// @param count    how many; 0 for all
/// @param out      the caller frees it with cobijo_rulebook_free()
/// @param error    may be NULL
/// @return COBIJO_BAD_INPUT: E0313 unknown module; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_rulebook_builtin(const char* const* modules, size_t count, cobijo_rulebook** out,
                                      cobijo_error** error);

/// Reads every rule file below a folder.
///
/// @param folder  path
/// @param out     the caller frees it with cobijo_rulebook_free()
/// @param error   may be NULL; names all the faults of all the files
/// @return COBIJO_BAD_INPUT: E01xx to E08xx; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_rulebook_load(const char* folder, cobijo_rulebook** out, cobijo_error** error);

/// The same from memory.
///
/// @param files  in any order
/// @param count  how many
/// @param out    the caller frees it with cobijo_rulebook_free()
/// @param error  may be NULL; names all the faults of all the files
/// @return COBIJO_BAD_INPUT: E01xx to E08xx; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_rulebook_from_files(const cobijo_file* files, size_t count, cobijo_rulebook** out,
                                         cobijo_error** error);

/// The rulebook that is compiled into the library, and modules of one's own beside it, from memory.
///
/// @param files  of the modules added, in any order
/// @param count  how many
/// @param out    the caller frees it with cobijo_rulebook_free()
/// @param error  may be NULL; names all the faults of all the files
/// @return COBIJO_BAD_INPUT: E01xx to E08xx; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_rulebook_extended(const cobijo_file* files, size_t count, cobijo_rulebook** out,
                                       cobijo_error** error);

/// `sha256:…` of the rules, the same however they were loaded.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_rulebook_digest(const cobijo_rulebook* book, cobijo_string* out);

/// Release that the rules belong to; empty unless built in.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_rulebook_version(const cobijo_rulebook* book, cobijo_string* out);

/// The ids and labels of one kind of thing, as JSON (docs/output.md, `list`).
///
/// @param book   of which rulebook
/// @param what   `protections`, `provisions`, `deadlines`, `facts`, `modules`, `readings` or `instruments`
/// @param lang   language of the labels, `en` or `es`
/// @param out    the caller frees it with cobijo_text_free()
/// @param error  may be NULL
/// @return COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_rulebook_list(const cobijo_rulebook* book, const char* what, const char* lang, cobijo_text** out,
                                   cobijo_error** error);

/// cobijo_evaluate_json() with a rulebook that is loaded already; the request must not name one.
///
/// @param book          of which rulebook
/// @param request       UTF-8
/// @param request_size  its bytes
/// @param answer        set in every case; the caller frees it with cobijo_text_free()
/// @return COBIJO_OK; COBIJO_BAD_INPUT (any code of docs/errors.md); COBIJO_INVALID_ARGUMENT: NULL;
/// COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_rulebook_evaluate_json(const cobijo_rulebook* book, const char* request, size_t request_size,
                                            cobijo_text** answer);

/// Frees a rulebook; NULL is allowed. Editions and facts made from it stay. Any thread. Since 0.1.
void cobijo_rulebook_free(cobijo_rulebook* book);

// === Editions: the law of one day ====================================================================================

/// A rulebook as in force on one date, compiled. Since 0.1.
typedef struct cobijo_edition cobijo_edition;

/// A contested point, taken in one way. Its layout is fixed for this binary interface. Since 0.1.
typedef struct cobijo_position {
  const char* reading;  ///< id of the reading
  const char* position; ///< id of one of its positions
} cobijo_position;

/// How an edition reads the law. Begin with `cobijo_law_options options = COBIJO_LAW_OPTIONS;`: later versions may add
/// members at the end, and `struct_size` tells the library which ones the caller knows. Since 0.1.
typedef struct cobijo_law_options {
  size_t struct_size;               ///< `sizeof(cobijo_law_options)`
  const char* known_at;             ///< only what was published or decided by this day, `2021-01-10`; NULL: all
  int32_t readings_open;            ///< not 0: every contested point is open, even where an authority settled it
  const cobijo_position* positions; ///< points taken in one way, whatever prevails; NULL if there are none
  size_t position_count;            ///< how many
} cobijo_law_options;

/// Law options as they are when nothing is said. Since 0.1.
#define COBIJO_LAW_OPTIONS                                                                                             \
  { sizeof(cobijo_law_options), NULL, 0, NULL, 0 }

/// Compiles the law of one day. Takes milliseconds; an edition serves any number of persons.
///
/// @param book      the rules
/// @param law_date  whose text applies: `2026-01-15`
/// @param options   NULL: all that is known, prevailing readings
/// @param out       the caller frees it with cobijo_edition_free()
/// @param error     may be NULL
/// @return COBIJO_BAD_INPUT: E0305 unknown reading or position, E07xx no date; COBIJO_INVALID_ARGUMENT;
///         COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_edition_make(const cobijo_rulebook* book, const char* law_date, const cobijo_law_options* options,
                                  cobijo_edition** out, cobijo_error** error);

/// The law date.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_edition_law_date(const cobijo_edition* law, cobijo_string* out);

/// Number of protections: in force or not, the same for every edition of a rulebook, and in the same order.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_edition_protection_count(const cobijo_edition* law, size_t* out);

/// Id of a protection, by index from 0.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, or no such index. Since 0.1.
cobijo_result cobijo_edition_protection_id(const cobijo_edition* law, size_t index, cobijo_string* out);

/// Index of a protection, by id: ask once, then use the index.
/// Any thread. COBIJO_NOT_FOUND; COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_edition_protection_index(const cobijo_edition* law, const char* id, size_t* out);

/// Number of deadlines, of protections and of others.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_edition_deadline_count(const cobijo_edition* law, size_t* out);

/// Id of a deadline, by index from 0.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, or no such index. Since 0.1.
cobijo_result cobijo_edition_deadline_id(const cobijo_edition* law, size_t index, cobijo_string* out);

/// Index of a deadline, by id.
/// Any thread. COBIJO_NOT_FOUND; COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_edition_deadline_index(const cobijo_edition* law, const char* id, size_t* out);

/// The consolidated text of a provision or deadline, as JSON (docs/output.md, `show`).
///
/// @param law    of which day
/// @param id     provision, protection or deadline
/// @param lang   language of the texts
/// @param out    the caller frees it with cobijo_text_free()
/// @param error  may be NULL
/// @return COBIJO_NOT_FOUND: E0302; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_edition_show(const cobijo_edition* law, const char* id, const char* lang, cobijo_text** out,
                                  cobijo_error** error);

/// Frees an edition; NULL is allowed. Any thread. Since 0.1.
void cobijo_edition_free(cobijo_edition* law);

// === Facts: what is known about one person ===========================================================================

/// The facts of one person, checked against the vocabulary and laid out for evaluation. They fit every edition of the
/// rulebook that read them, and no other. Since 0.1.
typedef struct cobijo_facts cobijo_facts;

/// Reads facts from a JSON object, nested or with dotted keys. What is not given is unknown. An unknown key is a fault,
/// so that no name slips in.
///
/// @param book   whose vocabulary
/// @param json   UTF-8
/// @param size   its bytes
/// @param out    the caller frees it with cobijo_facts_free()
/// @param error  may be NULL; names all the faults, and never a value
/// @return COBIJO_BAD_INPUT: E01xx no JSON, E06xx no fact, E07xx no date; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_facts_read(const cobijo_rulebook* book, const char* json, size_t size, cobijo_facts** out,
                                cobijo_error** error);

/// Looks for what cannot be true of a real person and yet follows from these facts: a birth after a filing. Answers
/// about such facts mean nothing, so look before you evaluate; cobijo_evaluate_json() does by itself.
///
/// @param who    the person
/// @param law    an edition of the same rulebook
/// @param as_of  the day asked about
/// @param error  may be NULL; names all the contradictions
/// @return COBIJO_BAD_INPUT: E0604 each, E07xx no date; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_facts_check(const cobijo_facts* who, const cobijo_edition* law, const char* as_of,
                                 cobijo_error** error);

/// Frees facts; NULL is allowed. Any thread. Since 0.1.
void cobijo_facts_free(cobijo_facts* who);

// === Answers in a hurry ==============================================================================================

/// May this protection be claimed? Since 0.1.
typedef enum cobijo_status {
  COBIJO_UNDETERMINED = 0, ///< facts are missing, or the law is open
  COBIJO_ELIGIBLE = 1,     ///< every element is met and no exception applies, on facts that were given
  COBIJO_NOT_ELIGIBLE = 2, ///< an element fails or an exception applies, on facts that were given
  COBIJO_NOT_IN_FORCE = 3  ///< no text of it applies on the law date
} cobijo_status;

/// The three values of a condition. Since 0.1.
typedef enum cobijo_truth {
  COBIJO_UNKNOWN = 0, ///< not known
  COBIJO_YES = 1,     ///< true
  COBIJO_NO = 2       ///< false
} cobijo_truth;

/// State of a deadline. Since 0.1.
typedef enum cobijo_deadline_state {
  COBIJO_DEADLINE_NOT_RUNNING = 0, ///< it has not begun, or does not apply
  COBIJO_DEADLINE_OPEN = 1,        ///< it runs
  COBIJO_DEADLINE_MET = 2,         ///< it was kept
  COBIJO_DEADLINE_EXCUSED = 3,     ///< it was not kept, with an excuse that counts
  COBIJO_DEADLINE_MISSED = 4,      ///< it was not kept
  COBIJO_DEADLINE_UNDETERMINED = 5 ///< more than one of these is possible
} cobijo_deadline_state;

/// Name of a status, `not_eligible`; `unknown` for a number that is none. Static. Any thread. Since 0.1.
const char* cobijo_status_name(int status);

/// Name of a truth value: `unknown`, `true`, `false`. Static. Any thread. Since 0.1.
const char* cobijo_truth_name(int truth);

/// Name of a state, `not_running`; `unknown` for a number that is none. Static. Any thread. Since 0.1.
const char* cobijo_deadline_state_name(int state);

/// The short answer about one protection. Its layout is fixed for this binary interface. Since 0.1.
typedef struct cobijo_answer {
  cobijo_status status;    ///< may it be claimed
  cobijo_truth elements;   ///< what must be there
  cobijo_truth exceptions; ///< bars; unknown while one is still open
} cobijo_answer;

/// The answer about one deadline. Its layout is fixed for this binary interface. Since 0.1.
typedef struct cobijo_deadline {
  cobijo_deadline_state state; ///< the only one possible, open for open-or-met, else undetermined
  uint32_t possible;           ///< every state that the unknown facts leave: bit `1 << state`
  char due[32];        ///< earliest possible last day, or minute; empty if there is none. The person goes by this
  char latest[32];     ///< latest possible; whoever calls an authority late goes by this
  int32_t due_days;    ///< `due` in days since 1970-01-01; INT32_MIN if there is none
  int32_t latest_days; ///< `latest` in days since 1970-01-01; INT32_MAX if there is none
} cobijo_deadline;

/// Memory for evaluations with one edition, reused from person to person. One thread at a time. Since 0.1.
typedef struct cobijo_workspace cobijo_workspace;

/// Makes a workspace for an edition, which it keeps alive.
///
/// @param law    the law to evaluate
/// @param out    the caller frees it with cobijo_workspace_free()
/// @param error  may be NULL
/// @return COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_workspace_make(const cobijo_edition* law, cobijo_workspace** out, cobijo_error** error);

/// Evaluates one person. Allocates nothing once the workspace was used.
///
/// @param space  whose answers are replaced; after a failure it has none
/// @param who    the person
/// @param as_of  the day asked about, `2026-01-15`, or with an hour for clocks that count hours
/// @param error  may be NULL
/// @return COBIJO_BAD_INPUT: E07xx no date; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// The thread that the workspace belongs to. Since 0.1.
cobijo_result cobijo_workspace_evaluate(cobijo_workspace* space, const cobijo_facts* who, const char* as_of,
                                        cobijo_error** error);

/// The answer about one protection, by its index in the edition.
/// The workspace's thread. COBIJO_INVALID_ARGUMENT: NULL, no such index, or nothing was evaluated. Since 0.1.
cobijo_result cobijo_workspace_answer(const cobijo_workspace* space, size_t index, cobijo_answer* out);

/// The answer about one deadline, by its index in the edition.
/// The workspace's thread. COBIJO_INVALID_ARGUMENT: NULL, no such index, or nothing was evaluated;
/// COBIJO_OUT_OF_MEMORY. Since 0.1.
cobijo_result cobijo_workspace_deadline(const cobijo_workspace* space, size_t index, cobijo_deadline* out);

/// Frees a workspace; NULL is allowed. Any thread. Since 0.1.
void cobijo_workspace_free(cobijo_workspace* space);

// === Many persons: columns ===========================================================================================

/// Where the answers about many persons go: tables of bytes with a column a protection and a row a person. The answer
/// of row `r` about the `k`-th protection asked for goes to `[k * stride + r]`. A table that is NULL is not wanted.
///
/// Begin with `cobijo_columns columns = COBIJO_COLUMNS;`: later versions may add members at the end. Since 0.1.
typedef struct cobijo_columns {
  size_t struct_size;        ///< `sizeof(cobijo_columns)`
  const size_t* protections; ///< indexes in the edition; NULL for all, in its order
  size_t protection_count;   ///< how many; not read if `protections` is NULL
  size_t stride;             ///< rows from one column to the next; 0: as many as there are persons
  uint8_t* status;           ///< `cobijo_status`
  uint8_t* elements;         ///< `cobijo_truth`
  uint8_t* exceptions;       ///< `cobijo_truth`
} cobijo_columns;

/// Columns as they are when nothing is said. Since 0.1.
#define COBIJO_COLUMNS                                                                                                 \
  { sizeof(cobijo_columns), NULL, 0, 0, NULL, NULL, NULL }

/// Evaluates many persons into the caller's tables: the same answers as one by one. Any row can be explained afterwards
/// with its facts.
///
/// @param space    which edition, and the memory to work with; has no answers afterwards
/// @param people   one a row
/// @param count    rows; may be 0
/// @param as_of    the day asked about, for all
/// @param columns  which answers are wanted, and where they go; the caller's memory
/// @param error    may be NULL
/// @return COBIJO_BAD_INPUT: E07xx no date; COBIJO_INVALID_ARGUMENT: NULL, a row that is NULL or of another rulebook,
/// no
///         such protection, a stride below `count`; COBIJO_OUT_OF_MEMORY. After a failure the tables may be half
///         written
///
/// The thread that the workspace belongs to; several threads may fill different rows, each with a workspace of its own.
/// Since 0.1.
cobijo_result cobijo_workspace_evaluate_columns(cobijo_workspace* space, const cobijo_facts* const* people,
                                                size_t count, const char* as_of, const cobijo_columns* columns,
                                                cobijo_error** error);

// === Determinations: the whole answer ================================================================================

/// Everything that the law of one day says about one person: reasons, citations, what is missing, deadlines. Since 0.1.
typedef struct cobijo_determination cobijo_determination;

/// Works out the whole answer.
///
/// @param law    the law
/// @param who    the person, of the same rulebook
/// @param as_of  the day asked about, `2026-01-15`, or with an hour for clocks that count hours
/// @param out    the caller frees it with cobijo_determination_free()
/// @param error  may be NULL
/// @return COBIJO_BAD_INPUT: E07xx no date; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_determine(const cobijo_edition* law, const cobijo_facts* who, const char* as_of,
                               cobijo_determination** out, cobijo_error** error);

/// The answer about one protection. All texts belong to the determination. Its layout is fixed for this binary
/// interface; what it does not hold is in cobijo_determination_json(). Since 0.1.
typedef struct cobijo_protection {
  cobijo_string id;        ///< its id
  cobijo_string label;     ///< its name
  cobijo_status status;    ///< may it be claimed
  cobijo_truth elements;   ///< what must be there
  cobijo_truth exceptions; ///< bars
  cobijo_string decision;  ///< `must`, `may`, `automatic`, `declaratory`, `should`, `consider`
  cobijo_string layer;     ///< `national`, `treaty`, `guidance`, `comparator`
  cobijo_string authority; ///< id of who decides
  cobijo_string residual;  ///< JSON of the condition with all that is known taken out; empty unless undetermined
  int32_t provisional;     ///< 1 if it rests on something recalled, or on law newer than the last check of its module
  size_t reason_count;     ///< for cobijo_determination_reason()
  size_t missing_count;    ///< for cobijo_determination_missing()
} cobijo_protection;

/// One condition that explains an answer. Its layout is fixed for this binary interface. Since 0.1.
typedef struct cobijo_reason {
  cobijo_string provision; ///< the provision whose text it stands in
  cobijo_string label;     ///< its words
  cobijo_string cite;      ///< citation
  cobijo_string fact;      ///< the fact asked, if it is one; else empty
  cobijo_truth value;      ///< what it came to
  int32_t exception;       ///< 1 if it is part of a bar, 0 if of the elements
} cobijo_reason;

/// The answer about one protection, by its index in the edition.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, no such index, no such language. Since 0.1.
cobijo_result cobijo_determination_protection(const cobijo_determination* answer, size_t index, const char* lang,
                                              cobijo_protection* out);

/// One of its reasons, by index below `reason_count`.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, no such index, no such language. Since 0.1.
cobijo_result cobijo_determination_reason(const cobijo_determination* answer, size_t index, size_t reason,
                                          const char* lang, cobijo_reason* out);

/// One of the facts that can still decide, by index below `missing_count`.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, no such index. Since 0.1.
cobijo_result cobijo_determination_missing(const cobijo_determination* answer, size_t index, size_t fact,
                                           cobijo_string* out);

/// The whole answer as JSON (docs/output.md, `evaluate`).
///
/// @param answer  the determination
/// @param lang    language of labels and texts
/// @param indent  blanks a level; -1 for one line
/// @param out     the caller frees it with cobijo_text_free()
/// @param error   may be NULL
/// @return COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_determination_json(const cobijo_determination* answer, const char* lang, int indent,
                                        cobijo_text** out, cobijo_error** error);

/// The rule of one protection for one person, every node with its value, as JSON (docs/output.md, `explain`).
///
/// @param law    the law
/// @param who    the person, of the same rulebook
/// @param as_of  the day asked about
/// @param id     protection, provision or deadline
/// @param lang   language of labels and texts
/// @param out    the caller frees it with cobijo_text_free()
/// @param error  may be NULL
/// @return COBIJO_NOT_FOUND: E0302; COBIJO_BAD_INPUT: E07xx no date; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_explain(const cobijo_edition* law, const cobijo_facts* who, const char* as_of, const char* id,
                             const char* lang, cobijo_text** out, cobijo_error** error);

/// Frees a determination; NULL is allowed. Any thread. Since 0.1.
void cobijo_determination_free(cobijo_determination* answer);

// === Timelines: every day on which an answer changes =================================================================

/// Every day on which an answer about one person changes: a request as JSON, an answer as JSON.
///
/// The request has the members of cobijo_evaluate_json(), and
///
///     { "from": "2025-01-01",                  the first day; else `as_of`
///       "to": "2027-12-31",                    the last day
///       "law_date": "2025-01-01",              one law all along; else the law of each day
///       "only": ["mx.refugee_status"],         protections, with their deadlines, and deadlines
///       "format": "json" }                     or "text", "svg" (a chart), "html" (a page without scripts)
///
/// `facts`, `to`, and `from` or `as_of` must be there. Facts that contradict one another on the first or the last day
/// are refused (E0604). The answer is what `cobijo timeline` writes in that format (docs/timeline.md); if the call
/// fails, it is errors in JSON, as those of cobijo_evaluate_json().
///
/// Reads the rulebook anew in each call; cobijo_rulebook_timeline_json() does not.
///
/// @param request       UTF-8
/// @param request_size  its bytes
/// @param answer        set in every case; the caller frees it with cobijo_text_free()
/// @return COBIJO_OK; COBIJO_BAD_INPUT (any code of docs/errors.md); COBIJO_INVALID_ARGUMENT: NULL;
/// COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_timeline_json(const char* request, size_t request_size, cobijo_text** answer);

/// cobijo_timeline_json() with a rulebook that is loaded already; the request must not name one.
///
/// @param book          of which rulebook
/// @param request       UTF-8
/// @param request_size  its bytes
/// @param answer        set in every case; the caller frees it with cobijo_text_free()
/// @return COBIJO_OK; COBIJO_BAD_INPUT (any code of docs/errors.md); COBIJO_INVALID_ARGUMENT: NULL;
/// COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_rulebook_timeline_json(const cobijo_rulebook* book, const char* request, size_t request_size,
                                            cobijo_text** answer);

// === Diffs: what changed between two editions ========================================================================

/// What changed between two editions, and what that means for people. Since 0.1.
typedef struct cobijo_diff cobijo_diff;

/// What a change does to people; the first is the gravest. Since 0.1.
typedef enum cobijo_severity {
  COBIJO_NARROWS = 0,         ///< somebody loses
  COBIJO_DIFFERS = 1,         ///< somebody loses and somebody gains, or it could not be decided
  COBIJO_WIDENS = 2,          ///< somebody gains
  COBIJO_MOVES_DEADLINE = 3,  ///< a last day moves
  COBIJO_CHANGES_GRANT = 4,   ///< what a protection gives, or who decides
  COBIJO_CHANGES_SUPPORT = 5, ///< how well the rule is known
  COBIJO_MOVES_CITATION = 6,  ///< the same rule under another citation
  COBIJO_CHANGES_WORDING = 7  ///< words, or another text of the same meaning
} cobijo_severity;

/// What the second edition is to the first, over all possible persons. Since 0.1.
typedef enum cobijo_verdict {
  COBIJO_EQUIVALENT = 0, ///< nobody's answer differs
  COBIJO_NARROWER = 1,   ///< somebody loses, nobody gains
  COBIJO_BROADER = 2,    ///< somebody gains, nobody loses
  COBIJO_DIFFERENT = 3,  ///< somebody loses, somebody gains
  COBIJO_PARTIAL = 4,    ///< nobody's of whom everything is known; somebody's of whom only a part is known
  COBIJO_UNDECIDED = 5   ///< not decided within the time allowed
} cobijo_verdict;

/// Name of a severity, `narrows`; `unknown` for a number that is none. Static. Any thread. Since 0.1.
const char* cobijo_severity_name(int severity);

/// Name of a verdict, `equivalent`; `unknown` for a number that is none. Static. Any thread. Since 0.1.
const char* cobijo_verdict_name(int verdict);

/// 1 if the library was built with a solver; without one nothing is proved. Any thread. Since 0.1.
int cobijo_has_proofs(void);

/// How two editions are compared. Begin with `cobijo_diff_options options = COBIJO_DIFF_OPTIONS;`: later versions may
/// add members at the end. Since 0.1.
typedef struct cobijo_diff_options {
  size_t struct_size;         ///< `sizeof(cobijo_diff_options)`
  const char* as_of;          ///< the day that both are asked about; NULL: the law date of the second
  int32_t any_day;            ///< not 0: whatever day; `as_of` is only where examples begin
  const char* const* modules; ///< only these; NULL for all
  size_t module_count;        ///< how many
  const char* const* only;    ///< only these things and what is below them; NULL for all
  size_t only_count;          ///< how many
  int32_t without_meanings;   ///< not 0: what changed in the texts, not what it means
  int32_t without_proofs;     ///< not 0: search for persons, prove nothing
  double seconds;             ///< for each protection; 0: twenty
} cobijo_diff_options;

/// Diff options as they are when nothing is said. Since 0.1.
#define COBIJO_DIFF_OPTIONS                                                                                            \
  { sizeof(cobijo_diff_options), NULL, 0, NULL, 0, NULL, 0, 0, 0, 0 }

/// Compares two editions, of one rulebook or of two, each with the law as it was known and the readings that it was
/// made with. May take long: see `seconds`.
///
/// @param before   the first
/// @param after    the second
/// @param options  NULL: everything
/// @param out      the caller frees it with cobijo_diff_free()
/// @param error    may be NULL
/// @return COBIJO_BAD_INPUT: E0302 unknown thing, E0313 unknown module, E07xx no date; COBIJO_INVALID_ARGUMENT;
///         COBIJO_OUT_OF_MEMORY. The solver has memory of its own: if that runs out, COBIJO_INTERNAL or an undecided
///         verdict
///
/// Any thread. Since 0.1.
cobijo_result cobijo_diff_make(const cobijo_edition* before, const cobijo_edition* after,
                               const cobijo_diff_options* options, cobijo_diff** out, cobijo_error** error);

/// One thing that changed. All texts belong to the diff. Its layout is fixed for this binary interface. Since 0.1.
typedef struct cobijo_change {
  cobijo_string id;         ///< stable
  cobijo_string kind;       ///< `provision.condition`, `deadline.period`, …
  cobijo_string thing;      ///< the provision, deadline, …
  cobijo_string module;     ///< whose it is
  cobijo_string label;      ///< its name
  cobijo_severity severity; ///< what it does to people
  size_t instrument_count;  ///< for cobijo_diff_instrument()
} cobijo_change;

/// What became of one protection, or of the value of one provision. Its layout is fixed for this binary interface.
/// Since 0.1.
typedef struct cobijo_meaning {
  cobijo_string id;       ///< of the protection or provision
  cobijo_string module;   ///< whose it is
  cobijo_string label;    ///< its name
  cobijo_verdict verdict; ///< over all possible persons
  int32_t protection;     ///< 1 if it is a protection
  int32_t proved;         ///< 1 if it is proved that nobody else differs, 0 if only a search says so
  cobijo_string loses;    ///< facts of the smallest person found who loses, as JSON; empty if there is none
  cobijo_string gains;    ///< who gains
  cobijo_string differs;  ///< of whom only a part is known, and whose answer differs
  cobijo_string note;     ///< why it was not decided; else empty
} cobijo_meaning;

/// Number of things that changed.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_diff_change_count(const cobijo_diff* diff, size_t* out);

/// One thing that changed, by index from 0.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, no such index, no such language. Since 0.1.
cobijo_result cobijo_diff_change(const cobijo_diff* diff, size_t index, const char* lang, cobijo_change* out);

/// One of the instruments that brought a change about, in order of time.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, no such index. Since 0.1.
cobijo_result cobijo_diff_instrument(const cobijo_diff* diff, size_t index, size_t instrument, cobijo_string* out);

/// Number of protections and changed provisions of which it is said what became of them.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL. Since 0.1.
cobijo_result cobijo_diff_meaning_count(const cobijo_diff* diff, size_t* out);

/// What became of one of them, by index from 0.
/// Any thread. COBIJO_INVALID_ARGUMENT: NULL, no such index, no such language. Since 0.1.
cobijo_result cobijo_diff_meaning(const cobijo_diff* diff, size_t index, const char* lang, cobijo_meaning* out);

/// The whole diff as a text.
///
/// @param diff    the diff
/// @param format  `text`, `json`, `markdown`, `html`, `line` for a line, or `changelog` for the draft of a release note
/// @param lang    language of labels and texts
/// @param out     the caller frees it with cobijo_text_free()
/// @param error   may be NULL
/// @return COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_diff_report(const cobijo_diff* diff, const char* format, const char* lang, cobijo_text** out,
                                 cobijo_error** error);

/// Frees a diff; NULL is allowed. Any thread. Since 0.1.
void cobijo_diff_free(cobijo_diff* diff);

// === Impact: what a change does to a table of people =================================================================

/// Counts of what becomes of many persons, asked under two editions: who loses, who gains, by group. Takes them one by
/// one and keeps none; memory does not grow with their number. One thread at a time. Since 0.1.
typedef struct cobijo_impact cobijo_impact;

/// Begins to count. docs/impact.md says what is counted.
///
/// The options, each of which may be left out:
///
///     { "as_of": "2026-01-15",                 the day asked about, of who brings none; else the law date of the
///     second
///       "modules": ["mx"],                     only protections and deadlines of these
///       "only": ["mx.refugee_status"],         only these protections and deadlines
///       "by": ["person.nationality"],          facts to group by; also FACT:year, FACT:age
///       "examples": 5,                         rows told for each count
///       "values": 300 }                        groups kept of each fact; further ones are counted together
///
/// @param before        the first edition, with the law as it was known and the readings that it was made with
/// @param after         the second; of the same rulebook or of another
/// @param options       JSON in UTF-8; NULL: as when nothing is said
/// @param options_size  its bytes
/// @param out           the caller frees it with cobijo_impact_free()
/// @param error         may be NULL
/// @return COBIJO_BAD_INPUT: E01xx no JSON, E02xx and E07xx no options, E0301 and E0401 nothing to group by, E0302
///         unknown thing, E0313 unknown module; COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// Any thread. Since 0.1.
cobijo_result cobijo_impact_make(const cobijo_edition* before, const cobijo_edition* after, const char* options,
                                 size_t options_size, cobijo_impact** out, cobijo_error** error);

/// Counts one person. One with faults is counted as a row that was left out, and nothing else of it; go on with the
/// next.
///
/// Should memory run out in this call, the person may be half counted: every later call with this impact, save
/// cobijo_impact_free(), then returns COBIJO_INVALID_ARGUMENT.
///
/// @param impact  where to count
/// @param person  JSON in UTF-8: bare facts, or `{ "as_of": …, "facts": { … } }`
/// @param size    its bytes
/// @param row     number of the row, to be told among the examples
/// @param error   may be NULL; names all the faults, and never a value
/// @return COBIJO_BAD_INPUT: E01xx no JSON, E02xx something that does not belong there, E06xx no facts, E07xx no date;
///         COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// The thread that the impact belongs to. Since 0.1.
cobijo_result cobijo_impact_add_json(cobijo_impact* impact, const char* person, size_t size, uint64_t row,
                                     cobijo_error** error);

/// All that was counted so far.
///
/// @param impact      the impact
/// @param format      `text`, `json`, `markdown` or `csv`
/// @param lang        language of labels and texts
/// @param hide_below  counts below it are not told, nor what would give them back, nor any row; 0 hides nothing
/// @param out         the caller frees it with cobijo_text_free()
/// @param error       may be NULL
/// @return COBIJO_INVALID_ARGUMENT; COBIJO_OUT_OF_MEMORY
///
/// The thread that the impact belongs to. Since 0.1.
cobijo_result cobijo_impact_report(const cobijo_impact* impact, const char* format, const char* lang,
                                   uint64_t hide_below, cobijo_text** out, cobijo_error** error);

/// Frees an impact; NULL is allowed. Any thread. Since 0.1.
void cobijo_impact_free(cobijo_impact* impact);

#ifdef __cplusplus
}
#endif

#endif
