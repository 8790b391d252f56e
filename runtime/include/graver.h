/*
 * Graver: models compiled ahead of time, and the library that runs them. Plain C99.
 *
 * Part 1, "compiled models", is what a generated object or shared object speaks; it needs no library, and every generated
 * header NAME.h carries a copy of it. Part 2, "runtime library", opens shared objects, owns arenas and worker threads and
 * measures layers; it needs libgraver_runtime.
 *
 * Numbers are little-endian, pointers 64 bits wide. Every function returns a GRAVER_ status unless it says otherwise.
 */
#ifndef GRAVER_H
#define GRAVER_H

/* ---- Part 1: compiled models ---- */
#ifndef GRAVER_ABI_VERSION
#define GRAVER_ABI_VERSION 1

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a function returns. Nothing was computed unless it is GRAVER_OK. */
enum {
    GRAVER_OK = 0,
    GRAVER_ERROR_NULL_POINTER = 1, /* a pointer that must not be null is null */
    GRAVER_ERROR_COUNT = 2,        /* not as many inputs or outputs as the model has */
    GRAVER_ERROR_SIZE = 3,         /* an input or output has not exactly its bytes, or arena or profile are too small */
    GRAVER_ERROR_ALIGNMENT = 4,    /* the arena is not aligned to GRAVER_ARENA_ALIGNMENT bytes */
    GRAVER_ERROR_CPU = 5,          /* this processor or operating system lacks a feature that the code uses */
    GRAVER_ERROR_VERSION = 6,      /* struct_size or the ABI version is not one that the callee knows */
    GRAVER_ERROR_ARGUMENT = 7,     /* any other argument that does not fit: worker numbers, names, counts */
    GRAVER_ERROR_FILE = 8,         /* runtime library: the file cannot be opened as a shared object */
    GRAVER_ERROR_NOT_A_MODEL = 9,  /* runtime library: the file does not export the entry points of one model */
    GRAVER_ERROR_MEMORY = 10,      /* runtime library: out of memory */
    GRAVER_ERROR_THREAD = 11,      /* runtime library: a worker thread could not be started */
    GRAVER_ERROR_INTERNAL = 12     /* runtime library: a bug in the library */
};

/* A sentence for a status, without a full stop. */
static inline const char *graver_status_string(int32_t status) {
    switch (status) {
    case GRAVER_OK: return "success";
    case GRAVER_ERROR_NULL_POINTER: return "a pointer is null";
    case GRAVER_ERROR_COUNT: return "wrong number of inputs or outputs";
    case GRAVER_ERROR_SIZE: return "a buffer has the wrong size";
    case GRAVER_ERROR_ALIGNMENT: return "the arena is not aligned to 64 bytes";
    case GRAVER_ERROR_CPU: return "the processor lacks a feature that the model was compiled for";
    case GRAVER_ERROR_VERSION: return "caller and model were built for different versions of the interface";
    case GRAVER_ERROR_ARGUMENT: return "an argument does not fit";
    case GRAVER_ERROR_FILE: return "the file cannot be opened as a shared object";
    case GRAVER_ERROR_NOT_A_MODEL: return "the file is not a compiled model";
    case GRAVER_ERROR_MEMORY: return "out of memory";
    case GRAVER_ERROR_THREAD: return "a worker thread could not be started";
    case GRAVER_ERROR_INTERNAL: return "internal error of the runtime library";
    default: return "unknown status";
    }
}

/* Alignment of an arena in bytes. Inputs and outputs need none. */
#define GRAVER_ARENA_ALIGNMENT 64

/* Element types of tensors (graver_tensor_info.dtype). */
enum { GRAVER_F32 = 0, GRAVER_U8 = 1, GRAVER_S8 = 2, GRAVER_S32 = 3 };

/* What the integers of a tensor mean (graver_tensor_info.quantization): real = scale * (integer - zero_point). */
enum {
    GRAVER_PLAIN = 0,      /* plain numbers, no scale */
    GRAVER_PER_TENSOR = 1, /* one scale and zero point */
    GRAVER_PER_AXIS = 2,   /* one scale for each index of an axis, zero point 0 */
    GRAVER_RUN_TIME = 3    /* the scale is known only while the model runs */
};

/* Features of a processor: bits of graver_model_info.required_features and graver_args.hidden_features. A bit is present
 * only where the operating system saves the registers that it needs. */
#define GRAVER_FEATURE_AVX2 (UINT64_C(1) << 0)
#define GRAVER_FEATURE_FMA (UINT64_C(1) << 1)
#define GRAVER_FEATURE_BMI1 (UINT64_C(1) << 2)
#define GRAVER_FEATURE_BMI2 (UINT64_C(1) << 3)
#define GRAVER_FEATURE_AVX512F (UINT64_C(1) << 8)
#define GRAVER_FEATURE_AVX512BW (UINT64_C(1) << 9)
#define GRAVER_FEATURE_AVX512DQ (UINT64_C(1) << 10)
#define GRAVER_FEATURE_AVX512VL (UINT64_C(1) << 11)
#define GRAVER_FEATURE_AVX512VNNI (UINT64_C(1) << 12)
#define GRAVER_FEATURE_AVX512VBMI (UINT64_C(1) << 13)
/* The matrix unit. Linux lends its registers to a process that asks: a model that was compiled for it does so the first time that
 * it runs with an arena, by one system call (arch_prctl), the only one that a model ever makes; hide the feature to make none. An arena
 * that another process has used must be cleared first. */
#define GRAVER_FEATURE_AMX_INT8 (UINT64_C(1) << 16)

/* An input or output. Data is in C order of `shape`. */
typedef struct graver_tensor_info {
    int64_t shape[8];          /* the first `rank` extents, outermost first */
    uint64_t bytes;            /* size of the tensor */
    uint32_t name;             /* its name is graver_model_info.text + name, ending in a zero byte */
    uint32_t rank;             /* 0 is a scalar */
    uint32_t dtype;            /* GRAVER_F32, ... */
    uint32_t quantization;     /* GRAVER_PLAIN, ... */
    uint32_t axis;             /* of GRAVER_PER_AXIS */
    int32_t zero_point;
    uint32_t first_scale;      /* its scales are graver_model_info.scales[first_scale], ... */
    uint32_t scale_count;
} graver_tensor_info;

/* A stage: the calls that run between two meetings of the workers. One fused layer of the network. */
typedef struct graver_stage_info {
    uint64_t nominal_macs;     /* multiply-accumulates over whole windows, padding included */
    uint64_t valid_macs;       /* multiply-accumulates on taps inside the image */
    uint64_t bytes;            /* inputs, weights and outputs, each once: the least that must be moved */
    uint32_t name;             /* graver_model_info.text + name */
    uint32_t description;      /* graver_model_info.text + description */
} graver_stage_info;

/* What NAME_describe fills in. Pointers lead into the model and are valid as long as it is loaded. */
typedef struct graver_model_info {
    size_t struct_size;        /* in: sizeof(graver_model_info) */
    const char *text;          /* all names, each ending in a zero byte */
    const graver_tensor_info *inputs;
    const graver_tensor_info *outputs;
    const graver_stage_info *stages;
    const float *scales;
    uint64_t input_count;
    uint64_t output_count;
    uint64_t stage_count;
    uint64_t arena_bytes;      /* what NAME_arena_size returns */
    uint64_t constant_bytes;   /* weights, biases, multipliers and tables */
    uint64_t code_bytes;       /* machine code of all kernels */
    uint64_t required_features;
    uint32_t name;             /* name of the model: text + name */
    uint32_t abi_version;
} graver_model_info;

/* Where the time of one run goes. Worker 0 fills it in; its waiting for the others counts as part of the stage. */
typedef struct graver_profile {
    size_t struct_size;        /* sizeof(graver_profile) */
    uint64_t *ticks;           /* out: ticks of the time stamp counter (rdtsc) for each stage */
    size_t capacity;           /* entries of `ticks`, at least the number of stages */
} graver_profile;

/* What one run works on. Buffers must not overlap, but for inputs among themselves. The model writes nothing in here, and all
 * workers of a run may share one. */
typedef struct graver_args {
    size_t struct_size;        /* sizeof(graver_args) */
    uint64_t hidden_features;  /* features to treat as absent, for tests; 0 otherwise */
    const void *const *inputs; /* one address for each input, of any alignment */
    const size_t *input_bytes; /* size of each, exactly that of the tensor */
    size_t input_count;
    void *const *outputs;
    const size_t *output_bytes;
    size_t output_count;
    void *arena;               /* working memory, aligned to 64 bytes; need not be initialised. One arena serves one run at a
                                  time. Keep it from run to run: its first bytes note that the processor was checked. */
    size_t arena_bytes;        /* at least NAME_arena_size() */
    graver_profile *profile;   /* null: no profile */
} graver_args;

/* Where the workers of one run meet. Zero it, set spin_limit and, where there may be more workers than processors, the
 * callbacks; then leave it alone while runs use it. One graver_sync serves one gang, run after run. */
typedef struct graver_sync {
    uint32_t arrived;          /* workers that have come to the present meeting */
    uint8_t padding_0[60];     /* the two counters lie in cache lines of their own */
    uint32_t generation;       /* meetings held so far */
    uint8_t padding_1[60];
    uint32_t spin_limit;       /* how often a worker looks (with a pause between) before it calls `wait` */
    uint32_t reserved;
    /* Returns when *word != seen, or for no reason at all. Null: workers spin until all have come. */
    void (*wait)(void *user, const uint32_t *word, uint32_t seen);
    /* Called after *word has changed; lets every waiter go. Null: nobody waits. */
    void (*wake)(void *user, const uint32_t *word);
    void *user;
} graver_sync;

/*
 * Entry points of a model called NAME. They allocate nothing, take no lock, make no system call (but see GRAVER_FEATURE_AMX_INT8), write
 * no global variable and may be called from any number of threads at once as long as arenas and outputs differ.
 *
 *   uint32_t NAME_abi_version(void);
 *       GRAVER_ABI_VERSION of the compiler.
 *   int32_t NAME_describe(graver_model_info *info);
 *       Fills *info. info->struct_size must be set.
 *   size_t NAME_arena_size(void);
 *       Bytes of the arena.
 *   int32_t NAME_run(const graver_args *args);
 *       Runs the model on the calling thread.
 *   int32_t NAME_run_worker(const graver_args *args, uint32_t worker, uint32_t workers, graver_sync *sync);
 *       Runs one worker's share; to be called once by each of `workers` threads at the same time, with the same args and sync
 *       and worker = 0 .. workers - 1. When it returns in one of them the outputs are complete. With the same args either all
 *       workers run or all return the same error. sync may be null if workers is 1.
 */
typedef uint32_t (*graver_abi_version_function)(void);
typedef int32_t (*graver_describe_function)(graver_model_info *info);
typedef size_t (*graver_arena_size_function)(void);
typedef int32_t (*graver_run_function)(const graver_args *args);
typedef int32_t (*graver_run_worker_function)(const graver_args *args, uint32_t worker, uint32_t workers, graver_sync *sync);

/* The entry points of one model, for graver_model_from_entry_points. */
typedef struct graver_entry_points {
    graver_abi_version_function abi_version;
    graver_describe_function describe;
    graver_arena_size_function arena_size;
    graver_run_function run;
    graver_run_worker_function run_worker;
} graver_entry_points;

#ifdef __cplusplus
}
#endif

#elif GRAVER_ABI_VERSION != 1
#error "this header and another one describe models of different versions of Graver: generate both with the same version"
#endif /* GRAVER_ABI_VERSION */
/* ---- Part 2: runtime library ---- */

#ifdef __cplusplus
extern "C" {
#endif

/* A model, opened or linked in. Any number of sessions and threads may share one. */
typedef struct graver_model graver_model;

/* An arena and a gang of workers for one model. One thread at a time may use a session; a second thread takes a second one. */
typedef struct graver_session graver_session;

/* Opens a shared object made by the compiler. name: prefix of the entry points, or null to take it from the file, whatever the
 * file is called. The model stays loaded until it and all its sessions are closed. */
int32_t graver_model_open(const char *path, const char *name, graver_model **model);

/* A model that is linked into the program: graver_entry_points e = {NAME_abi_version, NAME_describe, ...}. */
int32_t graver_model_from_entry_points(const graver_entry_points *entry_points, graver_model **model);

/* Names, shapes, dtypes, scales, stages. info->struct_size must be set; pointers are valid until the model is closed. */
int32_t graver_model_describe(const graver_model *model, graver_model_info *info);

/* Null is allowed. Sessions of the model stay valid. */
void graver_model_close(graver_model *model);

/* Makes an arena and starts workers - 1 threads (0: as many workers as the process has processors). They sleep between runs. */
int32_t graver_session_create(const graver_model *model, uint32_t workers, graver_session **session);

/* Runs the model. Addresses and exact sizes in bytes of all inputs and outputs, in the model's order; the data may lie anywhere.
 * A session with one worker takes no lock, allocates nothing and makes no system call. */
int32_t graver_session_run(graver_session *session, const void *const *inputs, const size_t *input_bytes, size_t input_count,
                           void *const *outputs, const size_t *output_bytes, size_t output_count);

/* Whether runs measure their stages from now on (they do not at first). */
int32_t graver_session_set_profiling(graver_session *session, int32_t on);

/* Seconds of each stage in the last measured run, in the order of graver_model_info.stages. capacity: entries of `seconds`, at
 * least the number of stages. */
int32_t graver_session_profile(const graver_session *session, double *seconds, size_t capacity);

/* Ends the workers and frees the arena. Null is allowed. */
void graver_session_destroy(graver_session *session);

/* What went wrong in the last call of this part that failed on this thread, in words; "" if none did. Valid until the next call
 * on this thread. */
const char *graver_last_error(void);

#ifdef __cplusplus
}
#endif

#endif /* GRAVER_H */
