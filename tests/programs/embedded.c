/*
 * Links digits.o and checks it from C: buffers between guard pages, many threads, wrong arguments, no system calls.
 * usage: embedded IMAGES EXPECTED   (raw float32 files: one input and one output after another)
 */
#define _GNU_SOURCE
#include "digits.h"

#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(condition)                                                                                                                             \
    do {                                                                                                                                             \
        if (!(condition)) {                                                                                                                          \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                                                          \
            exit(1);                                                                                                                                 \
        }                                                                                                                                            \
    } while (0)

static unsigned char *images, *expected;
static size_t count;

static unsigned char *read_file(const char *path, size_t *bytes) {
    FILE *file = fopen(path, "rb");
    unsigned char *data;
    CHECK(file && fseek(file, 0, SEEK_END) == 0);
    *bytes = (size_t)ftell(file);
    rewind(file);
    data = malloc(*bytes);
    CHECK(data && fread(data, 1, *bytes, file) == *bytes);
    fclose(file);
    return data;
}

/* Memory between two pages that nobody may touch. */
struct guarded {
    unsigned char *pages;
    size_t page_bytes;
    unsigned char *data;
};

enum place { AT_START, AT_END };

static struct guarded guard(size_t bytes, enum place place) {
    struct guarded memory;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    unsigned char *mapping;
    memory.page_bytes = (bytes + page - 1) / page * page;
    mapping = mmap(NULL, memory.page_bytes + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(mapping != MAP_FAILED);
    memory.pages = mapping + page;
    CHECK(mprotect(memory.pages, memory.page_bytes, PROT_READ | PROT_WRITE) == 0);
    memory.data = memory.pages + (place == AT_START ? 0 : memory.page_bytes - bytes);
    return memory;
}

/* One run's buffers and arguments. */
struct run {
    struct guarded input, output, arena;
    const void *inputs[1];
    void *outputs[1];
    size_t input_bytes[1], output_bytes[1];
    graver_args args;
};

static void prepare(struct run *run, enum place place) {
    memset(run, 0, sizeof(*run));
    run->input = guard(DIGITS_INPUT_0_BYTES, place);
    run->output = guard(DIGITS_OUTPUT_0_BYTES, place);
    run->arena = guard(DIGITS_ARENA_BYTES, place);
    memset(run->arena.data, 0xff, DIGITS_ARENA_BYTES);
    run->inputs[0] = run->input.data;
    run->outputs[0] = run->output.data;
    run->input_bytes[0] = DIGITS_INPUT_0_BYTES;
    run->output_bytes[0] = DIGITS_OUTPUT_0_BYTES;
    run->args.struct_size = sizeof(graver_args);
    run->args.inputs = run->inputs;
    run->args.input_bytes = run->input_bytes;
    run->args.input_count = DIGITS_INPUT_COUNT;
    run->args.outputs = run->outputs;
    run->args.output_bytes = run->output_bytes;
    run->args.output_count = DIGITS_OUTPUT_COUNT;
    run->args.arena = run->arena.data;
    run->args.arena_bytes = DIGITS_ARENA_BYTES;
}

/* The input becomes read-only, the output is cleared. */
static void load(struct run *run, size_t image) {
    CHECK(mprotect(run->input.pages, run->input.page_bytes, PROT_READ | PROT_WRITE) == 0);
    memcpy(run->input.data, images + image * DIGITS_INPUT_0_BYTES, DIGITS_INPUT_0_BYTES);
    CHECK(mprotect(run->input.pages, run->input.page_bytes, PROT_READ) == 0);
    memset(run->output.data, 0xee, DIGITS_OUTPUT_0_BYTES);
}

static int correct(const struct run *run, size_t image) {
    return memcmp(run->output.data, expected + image * DIGITS_OUTPUT_0_BYTES, DIGITS_OUTPUT_0_BYTES) == 0;
}

static void *run_all(void *place) {
    struct run run;
    prepare(&run, *(enum place *)place);
    for (size_t image = 0; image < count; image++) {
        load(&run, image);
        CHECK(digits_run(&run.args) == GRAVER_OK);
        CHECK(correct(&run, image));
    }
    return NULL;
}

static void check_two_threads(void) {
    static enum place places[2] = {AT_START, AT_END};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        CHECK(pthread_create(&threads[i], NULL, run_all, &places[i]) == 0);
    }
    for (int i = 0; i < 2; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
    }
}

/* A gang of our own threads, without the runtime library. */
struct member {
    struct run *run;
    graver_sync *sync;
    uint32_t worker, workers;
};

static void give_way(void *user, const uint32_t *word, uint32_t seen) {
    (void)user, (void)word, (void)seen;
    sched_yield();
}

static void *take_part(void *argument) {
    struct member *member = argument;
    CHECK(digits_run_worker(&member->run->args, member->worker, member->workers, member->sync) == GRAVER_OK);
    return NULL;
}

static void check_gang(uint32_t workers) {
    struct run run;
    graver_sync sync;
    struct member members[8];
    pthread_t threads[8];
    memset(&sync, 0, sizeof(sync));
    sync.spin_limit = 100;
    sync.wait = give_way;
    prepare(&run, AT_END);
    for (size_t image = 0; image < 4 && image < count; image++) {
        load(&run, image);
        for (uint32_t worker = 0; worker < workers; worker++) {
            members[worker] = (struct member){&run, &sync, worker, workers};
            CHECK(pthread_create(&threads[worker], NULL, take_part, &members[worker]) == 0);
        }
        for (uint32_t worker = 0; worker < workers; worker++) {
            CHECK(pthread_join(threads[worker], NULL) == 0);
        }
        CHECK(correct(&run, image));
    }
}

static void check_statuses(void) {
    struct run run;
    graver_args good, args;
    graver_sync sync;
    graver_model_info info;
    const void *no_input[1] = {NULL};
    void *no_output[1] = {NULL};
    size_t wrong[1];
    memset(&sync, 0, sizeof(sync));
    prepare(&run, AT_END);
    load(&run, 0);
    good = run.args;

#define REFUSED(status, change)                                                                                                                      \
    do {                                                                                                                                             \
        args = good;                                                                                                                                 \
        change;                                                                                                                                      \
        CHECK(digits_run(&args) == (status));                                                                                                        \
        CHECK(digits_run_worker(&args, 0, 2, &sync) == (status));                                                                                    \
    } while (0)
    CHECK(digits_run(NULL) == GRAVER_ERROR_NULL_POINTER);
    REFUSED(GRAVER_ERROR_VERSION, args.struct_size--);
    REFUSED(GRAVER_ERROR_NULL_POINTER, args.inputs = NULL);
    REFUSED(GRAVER_ERROR_NULL_POINTER, args.inputs = no_input);
    REFUSED(GRAVER_ERROR_NULL_POINTER, args.input_bytes = NULL);
    REFUSED(GRAVER_ERROR_NULL_POINTER, args.outputs = NULL);
    REFUSED(GRAVER_ERROR_NULL_POINTER, args.outputs = no_output);
    REFUSED(GRAVER_ERROR_NULL_POINTER, args.output_bytes = NULL);
    REFUSED(GRAVER_ERROR_NULL_POINTER, args.arena = NULL);
    REFUSED(GRAVER_ERROR_COUNT, args.input_count++);
    REFUSED(GRAVER_ERROR_COUNT, args.output_count = 0);
    wrong[0] = DIGITS_INPUT_0_BYTES - 1;
    REFUSED(GRAVER_ERROR_SIZE, args.input_bytes = wrong);
    wrong[0] = DIGITS_OUTPUT_0_BYTES + 1;
    REFUSED(GRAVER_ERROR_SIZE, args.output_bytes = wrong);
    REFUSED(GRAVER_ERROR_SIZE, args.arena_bytes--);
    REFUSED(GRAVER_ERROR_ALIGNMENT, args.arena = run.arena.data + 32);
    memset(&info, 0, sizeof(info));
    info.struct_size = sizeof(info);
    CHECK(digits_describe(&info) == GRAVER_OK);
    if (info.required_features != 0) {
        REFUSED(GRAVER_ERROR_CPU, args.hidden_features = info.required_features | GRAVER_FEATURE_AVX512VNNI);
    }
    CHECK(digits_run_worker(&good, 0, 0, &sync) == GRAVER_ERROR_ARGUMENT);
    CHECK(digits_run_worker(&good, 2, 2, &sync) == GRAVER_ERROR_ARGUMENT);
    CHECK(digits_run_worker(&good, 0, 2, NULL) == GRAVER_ERROR_NULL_POINTER);
    CHECK(digits_describe(NULL) == GRAVER_ERROR_NULL_POINTER);
    memset(&info, 0, sizeof(info));
    CHECK(digits_describe(&info) == GRAVER_ERROR_VERSION);
    info.struct_size = sizeof(info);
    CHECK(digits_describe(&info) == GRAVER_OK);
    CHECK(strcmp(info.text + info.name, "digits") == 0 && info.input_count == DIGITS_INPUT_COUNT && info.output_count == DIGITS_OUTPUT_COUNT);
    CHECK(strcmp(info.text + info.inputs[0].name, DIGITS_INPUT_0_NAME) == 0 && info.inputs[0].bytes == DIGITS_INPUT_0_BYTES);
    CHECK(info.arena_bytes == DIGITS_ARENA_BYTES && digits_arena_size() == DIGITS_ARENA_BYTES);
    CHECK(digits_abi_version() == GRAVER_ABI_VERSION);
    /* Nothing was computed. */
    for (size_t i = 0; i < DIGITS_OUTPUT_0_BYTES; i++) {
        CHECK(run.output.data[i] == 0xee);
    }
    CHECK(digits_run(&good) == GRAVER_OK && correct(&run, 0));
}

static void check_profile(void) {
    struct run run;
    graver_model_info info;
    graver_profile profile;
    info.struct_size = sizeof(info);
    CHECK(digits_describe(&info) == GRAVER_OK);
    profile.struct_size = sizeof(profile);
    profile.capacity = info.stage_count;
    profile.ticks = calloc(info.stage_count + 1, sizeof(uint64_t));
    prepare(&run, AT_START);
    load(&run, 0);
    run.args.profile = &profile;
    CHECK(digits_run(&run.args) == GRAVER_OK && correct(&run, 0));
    for (size_t i = 0; i < info.stage_count; i++) {
        CHECK(profile.ticks[i] > 0);
    }
    CHECK(profile.ticks[info.stage_count] == 0);
    profile.capacity--;
    CHECK(digits_run(&run.args) == GRAVER_ERROR_SIZE);
    free(profile.ticks);
}

/* Strict seccomp kills the process at any system call but read, write, exit and sigreturn. The first run with an arena may ask for the matrix
 * unit; with that hidden it never does. */
static void check_no_system_calls(void) {
    struct run run;
    int status;
    pid_t child;
    prepare(&run, AT_END);
    load(&run, 0);
    CHECK(digits_run(&run.args) == GRAVER_OK);
    child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        int32_t result = GRAVER_OK;
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0) {
            _exit(77);
        }
        for (int i = 0; i < 3; i++) {
            result |= digits_run(&run.args);
        }
        result |= digits_infer((const float *)run.inputs[0], (float *)run.outputs[0], run.args.arena);
        syscall(SYS_exit, result == GRAVER_OK && correct(&run, 0) ? 0 : 1);
    }
    CHECK(waitpid(child, &status, 0) == child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        puts("skipped: this system has no strict seccomp");
        return;
    }
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(int argc, char **argv) {
    size_t image_bytes, expected_bytes;
    CHECK(argc == 3);
    images = read_file(argv[1], &image_bytes);
    expected = read_file(argv[2], &expected_bytes);
    count = image_bytes / DIGITS_INPUT_0_BYTES;
    CHECK(count > 0 && expected_bytes == count * DIGITS_OUTPUT_0_BYTES);
    check_statuses();
    check_two_threads();
    for (uint32_t workers = 1; workers <= 8; workers += workers < 3 ? 1 : 5) {
        check_gang(workers);
    }
    check_profile();
    check_no_system_calls();
    printf("%zu images agree\n", count);
    return 0;
}
