/*
 * A program whose only work is one network: what it takes from its start to the first result, what it holds in memory.
 *
 * Built with -DMODEL=NAME it is linked with the network's object file; with -DOPENED as well it opens a shared object, its first argument,
 * instead. It writes a byte to standard output as soon as there is a result, then runs on and prints, each with its name: nanoseconds from
 * main until everything is ready, of the first inference, of the fastest later one; page faults until the first result; bytes of
 * weights and arena; kilobytes of resident memory.
 */
#define _GNU_SOURCE
#include "graver.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define PASTE(a, b) a##b
#define JOIN(a, b) PASTE(a, b)
#define TEXT_OF(a) #a
#define TEXT(a) TEXT_OF(a)

/* Inferences after the first. */
enum { RUNS = 30 };

#ifndef OPENED
int32_t JOIN(MODEL, _describe)(graver_model_info *info);
int32_t JOIN(MODEL, _run)(const graver_args *args);
#endif

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long page_faults(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt + usage.ru_majflt;
}

/* Prints the line of /proc/self/status that begins with `name`. */
static void print_status(const char *name) {
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status)) {
        if (strncmp(line, name, strlen(name)) == 0) {
            printf("%s %ld\n", name, strtol(line + strlen(name) + 1, NULL, 10));
        }
    }
    if (status) {
        fclose(status);
    }
}

static void fail(const char *what) {
    fprintf(stderr, "startup: %s\n", what);
    exit(1);
}

/* Numbers between -1 and 1 in floats, any bytes in integers. */
static void fill(void *data, const graver_tensor_info *tensor) {
    uint32_t state = 1;
    for (size_t i = 0; i < tensor->bytes; i += 4) {
        float number;
        state = state * 1664525u + 1013904223u;
        number = (float)(int32_t)state / 2147483648.0f;
        memcpy((char *)data + i, tensor->dtype == GRAVER_F32 ? (void *)&number : (void *)&state, tensor->bytes - i < 4 ? tensor->bytes - i : 4);
    }
}

int main(int argc, char **argv) {
    const long long begin = now();
    long long opened, first, fastest, since;
    long faults;
    graver_model_info info = {.struct_size = sizeof info};
    graver_args args = {.struct_size = sizeof args};
    const void *inputs[16];
    void *outputs[16];
    size_t input_bytes[16], output_bytes[16];
#ifdef OPENED
    graver_describe_function describe;
    graver_run_function run;
    void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
    if (!library) {
        fail(argc > 1 ? dlerror() : "name a shared object");
    }
    *(void **)&describe = dlsym(library, TEXT(MODEL) "_describe");
    *(void **)&run = dlsym(library, TEXT(MODEL) "_run");
    if (!describe || !run) {
        fail("the file is not the model");
    }
#else
    const graver_describe_function describe = JOIN(MODEL, _describe);
    const graver_run_function run = JOIN(MODEL, _run);
    (void)argc, (void)argv;
#endif
    if (describe(&info) != GRAVER_OK || info.input_count > 16 || info.output_count > 16) {
        fail("the model has another interface");
    }
    for (uint64_t i = 0; i < info.input_count; i++) {
        void *data = malloc(info.inputs[i].bytes);
        if (!data) {
            fail("no memory");
        }
        fill(data, &info.inputs[i]);
        inputs[i] = data;
        input_bytes[i] = info.inputs[i].bytes;
    }
    for (uint64_t i = 0; i < info.output_count; i++) {
        outputs[i] = malloc(info.outputs[i].bytes);
        output_bytes[i] = info.outputs[i].bytes;
    }
    args.inputs = inputs;
    args.input_bytes = input_bytes;
    args.input_count = info.input_count;
    args.outputs = outputs;
    args.output_bytes = output_bytes;
    args.output_count = info.output_count;
    args.arena_bytes = info.arena_bytes;
    args.arena = aligned_alloc(GRAVER_ARENA_ALIGNMENT, info.arena_bytes);
    opened = now();
    if (run(&args) != GRAVER_OK) {
        fail("the model does not run");
    }
    first = now();
    faults = page_faults();
    if (write(STDOUT_FILENO, "\n", 1) != 1) {
        fail("nobody listens");
    }
    fastest = first - opened;
    for (int i = 0; i < RUNS; i++) {
        since = now();
        run(&args);
        since = now() - since;
        fastest = since < fastest ? since : fastest;
    }
    printf("open %lld\nfirst %lld\nlater %lld\nfaults %ld\n", opened - begin, first - opened, fastest, faults);
    printf("constants %llu\narena %llu\n", (unsigned long long)info.constant_bytes, (unsigned long long)info.arena_bytes);
    print_status("VmRSS");
    return 0;
}
