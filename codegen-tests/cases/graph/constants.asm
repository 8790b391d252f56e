map f32 to f32 flat copy by 24 on 1
code 57 bytes, constants 0 bytes, 12 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vmovups       zmm0, [rcx]
    vmovups       zmm1{k1}{z}, [rcx+0x40]
    vmovups       [rsi], zmm0
    vmovdqu32     [rsi+0x40], ymm1
exit:
    vzeroupper
    ret

map f32 to f32 flat mul+add by 24 on 1
code 108 bytes, constants 24 bytes, 20 instructions, 0 vpdpbusd
4 vector registers, 0 stack accesses, 0 spills

    cmp           rsi, rdx
    jae           exit
    mov           eax, 0xff
    kmovq         k1, rax
    vpbroadcastd  zmm0, [constant0]
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    mov           rdx, [rdi+0x50]
    vmovups       zmm1, [rcx]
    vmulps        zmm1{rne-sae}, zmm1, zmm0
    vmovups       zmm2, [rsi]
    vaddps        zmm1{rne-sae}, zmm1, zmm2
    vmovups       zmm2{k1}{z}, [rcx+0x40]
    vmulps        zmm2{rne-sae}, zmm2, zmm0
    vmovups       zmm3{k1}{z}, [rsi+0x40]
    vaddps        zmm2{rne-sae}, zmm2, zmm3
    vmovups       [rdx], zmm1
    vmovdqu32     [rdx+0x40], ymm2
exit:
    vzeroupper
    ret
constant0:
    dd 0x3daaaaab
