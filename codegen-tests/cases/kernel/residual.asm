code 213 bytes, constants 51 bytes, 41 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 113 bytes, 20 instructions, 0 vpdpbusd, 5 loads, 1 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0x3ff
    kmovq         k1, rax
    mov           rcx, [rdi+0x50]
    vmovups       zmm0, [rcx]
    mov           rcx, [rdi+0x40]
    imul          rax, rsi, 0xa
    add           rcx, rax
    mov           r8, [rdi+0x48]
    imul          rax, rsi, 0xa
    add           r8, rax
    mov           r9, [rdi+0x58]
    mov           r10, [rdi+0x60]
    imul          rax, rsi, 0xa
    add           r10, rax
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax]
loop0:
    vpmovzxbd     zmm1{k1}{z}, [rcx]
    vcvtdq2ps     zmm2{rne-sae}, zmm1
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vpmovzxbd     zmm3{k1}{z}, [r8]
    vpsubd        zmm1, zmm3, zmm1
    vcvtdq2ps     zmm1{rne-sae}, zmm1
    vfmadd231ps   zmm2{rne-sae}, zmm1, zmm0
    vmovups       zmm1, [r9]
    vmulps        zmm1{rne-sae}, zmm2, zmm1
    vcmpgt_oqps   k7, zmm2, [constant0]{1to16}
    vblendmps     zmm1{k7}, zmm1, zmm2
    vcvtps2dq     zmm1{rne-sae}, zmm1
    vpminsd       zmm1, zmm1, [constant1]{1to16}
    vpmovdb       [r10]{k1}, zmm1
    add           rcx, 0xa
    add           r8, 0xa
    add           r10, 0xa
    inc           rsi
    cmp           rsi, rdx
    jb            loop0
exit:
    vzeroupper
    ret
constant0:
    dd 0x0
constant1:
    dd 0xff
