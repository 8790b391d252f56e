/*
 * Classifies a handwritten digit with a network that is linked into the program: no file to load, no library, no allocation.
 * digits.h and digits.o come from `graver compile`; see the Makefile.
 */
#include "digits.h"

#include <stdio.h>

/* An 8 x 8 image, 0 (paper) to 16 (ink). */
static const unsigned char image[64] = {
    0, 0, 10, 7,  3,  0,  0,  0, /* */
    0, 1, 15, 12, 14, 6,  0,  0, /* */
    0, 5, 12, 0,  2,  13, 0,  0, /* */
    0, 4, 12, 0,  0,  4,  7,  0, /* */
    0, 8, 5,  0,  0,  4,  8,  0, /* */
    0, 5, 8,  0,  0,  5,  10, 0, /* */
    0, 0, 14, 3,  4,  14, 6,  0, /* */
    0, 0, 7,  16, 16, 10, 0,  0, /* */
};

/* Working memory of the network. */
static _Alignas(GRAVER_ARENA_ALIGNMENT) unsigned char arena[DIGITS_ARENA_BYTES];

int main(void) {
    float data[DIGITS_INPUT_0_ELEMENTS];
    float logits[DIGITS_OUTPUT_0_ELEMENTS];
    int32_t status;
    int best = 0;

    for (int i = 0; i < DIGITS_INPUT_0_ELEMENTS; i++) {
        data[i] = image[i] / 16.0f;
        putchar(" .:*#"[image[i] / 4]);
        putchar(i % 8 == 7 ? '\n' : ' ');
    }
    status = digits_infer(data, logits, arena);
    if (status != GRAVER_OK) {
        fprintf(stderr, "digits: %s\n", graver_status_string(status));
        return 1;
    }
    for (int i = 0; i < DIGITS_OUTPUT_0_ELEMENTS; i++) {
        if (logits[i] > logits[best]) {
            best = i;
        }
    }
    printf("digit %d (logit %.3f)\n", best, logits[best]);
    return 0;
}
