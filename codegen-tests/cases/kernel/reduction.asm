code 156 bytes, constants 40 bytes, 28 instructions, 0 vpdpbusd
2 vector registers, 0 stack accesses, 0 spills
innermost loop 0: 30 bytes, 6 instructions, 0 vpdpbusd, 2 loads, 0 stores

    cmp           rsi, rdx
    jae           exit
    mov           eax, 1
    kmovq         k1, rax
    mov           rcx, [rdi+0x40]
    mov           rsi, [rdi+0x48]
    vpxord        zmm0, zmm0, zmm0
    mov           edx, 0x64
    nop           [rax+rax]
    nop           [rax+rax]
    nop           [rax+rax]
loop0:
    vmovups       zmm1, [rcx]
    vpandd        zmm1, zmm1, [constant0]{1to16}
    vmaxps        zmm0, zmm1, zmm0
    add           rcx, 0x40
    dec           edx
    jne           loop0
    vshufi32x4    zmm1, zmm0, zmm0, 0x4e
    vmaxps        zmm0, zmm0, zmm1
    vshufi32x4    zmm1, zmm0, zmm0, 0xb1
    vmaxps        zmm0, zmm0, zmm1
    vpshufd       zmm1, zmm0, 0x4e
    vmaxps        zmm0, zmm0, zmm1
    vpshufd       zmm1, zmm0, 0xb1
    vmaxps        zmm0, zmm0, zmm1
    vmovups       [rsi]{k1}, zmm0
exit:
    vzeroupper
    ret
constant0:
    dd 0x7fffffff
