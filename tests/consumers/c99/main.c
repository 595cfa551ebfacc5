/* Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
   What a user's first program in C does: one answer, and one error. */
#include <cobijo/cobijo.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  static const char request[] = "{ \"as_of\": \"2026-01-15\", \"facts\": {} }";
  static const char wrong[] = "{ \"as_of\": \"2026-01-15\", \"facts\": { \"name\": \"not a fact\" } }";
  cobijo_text* answer = NULL;
  cobijo_string text;
  if (cobijo_evaluate_json(request, sizeof request - 1, &answer) != COBIJO_OK) return 1;
  cobijo_text_get(answer, &text);
  printf("cobijo %s: %lu bytes\n", cobijo_version(), (unsigned long)text.size);
  if (strstr(text.data, "\"protections\"") == NULL) return 1;
  cobijo_text_free(answer);
  if (cobijo_evaluate_json(wrong, sizeof wrong - 1, &answer) != COBIJO_BAD_INPUT) return 1;
  cobijo_text_get(answer, &text);
  printf("%s\n", text.data);
  cobijo_text_free(answer);
  return 0;
}
