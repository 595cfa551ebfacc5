/* Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
   cc evaluate.c $(pkg-config --cflags --libs cobijo) -o evaluate && ./evaluate 2025-10-27 < person.json */
#include <cobijo/cobijo.h>
#include <stdio.h>

int main(int argc, char** argv) {
  static char text[65536];
  size_t size = fread(text, 1, sizeof text, stdin), i;
  cobijo_rulebook* book = NULL;
  cobijo_edition* law = NULL;
  cobijo_facts* who = NULL;
  cobijo_workspace* space = NULL;
  cobijo_error* error = NULL;
  cobijo_string word;
  cobijo_answer answer;
  int ok = argc == 2 && cobijo_rulebook_builtin(NULL, 0, &book, &error) == COBIJO_OK &&
           cobijo_edition_make(book, argv[1], NULL, &law, &error) == COBIJO_OK &&
           cobijo_facts_read(book, text, size, &who, &error) == COBIJO_OK &&
           cobijo_facts_check(who, law, argv[1], &error) == COBIJO_OK &&
           cobijo_workspace_make(law, &space, &error) == COBIJO_OK &&
           cobijo_workspace_evaluate(space, who, argv[1], &error) == COBIJO_OK;
  for (i = 0; ok && cobijo_workspace_answer(space, i, &answer) == COBIJO_OK; ++i)
    if (cobijo_edition_protection_id(law, i, &word) == COBIJO_OK)
      printf("%s: %s\n", word.data, cobijo_status_name(answer.status));
  if (cobijo_error_text(error, 0, &word) == COBIJO_OK) fprintf(stderr, "%s\n", word.data);
  cobijo_error_free(error), cobijo_workspace_free(space), cobijo_facts_free(who);
  cobijo_edition_free(law), cobijo_rulebook_free(book);
  return ok ? 0 : 1;
}
