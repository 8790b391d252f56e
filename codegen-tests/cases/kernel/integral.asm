code 228 bytes, constants 40 bytes, 37 instructions, 0 vpdpbusd
3 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 160 bytes, 23 instructions, 0 vpdpbusd, 8 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0x40
    add           rcx, rax
    mov           r8, [rdi+0x40]
    mov           r9, [rdi+0x48]
    imul          rax, rsi, 0x40
    add           r9, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovups       zmm0, [rcx]
    vsqrtps       zmm1{rne-sae}, zmm0
    vrndscaleps   zmm1{sae}, zmm1, 1
    vpbroadcastd  zmm2, [constant0]
    vmulps        zmm1{rne-sae}, zmm1, zmm2
    vrndscaleps   zmm2{sae}, zmm1, 3
    vcmpeqps      k7, zmm1, zmm2
    vbroadcastss  zmm1{k7}{z}, [constant1]
    vcmplt_oqps   k7, zmm0, [constant2]{1to16}
    vbroadcastss  zmm2{k7}{z}, [constant1]
    vmulps        zmm1{rne-sae}, zmm2, zmm1
    vcmple_oqps   k7, zmm0, [r8]
    vbroadcastss  zmm0{k7}{z}, [constant1]
    vcmpneqps     k7, zmm0, zmm1
    vbroadcastss  zmm0{k7}{z}, [constant1]
    vrndscaleps   zmm0{sae}, zmm0, 0
    vrndscaleps   zmm0{sae}, zmm0, 2
    vmovups       [r9], zmm0
    add           rcx, 0x40
    add           r9, 0x40
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x3f000000
constant1:
    dd 0x3f800000
constant2:
    dd 0x42c80000
