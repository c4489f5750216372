;; Where anchors may stand in bytes, for anchor-index.ts, which fills the tables: the fastest loop over all bytes of an image,
;; and twice as fast here as in JavaScript. Assembled into anchor-scan-program.ts by `npm run assemble`.
;;
;; The memory, by address:
;;        0  groups: a 32-bit number for each pair of bytes, its first byte being the low one. In the low 15 bits the groups of
;;           anchors that have the pair first, above them those that have it second
;;   262144  for each hash of the four bytes of two pairs, 1 where an anchor is looked for by them
;;   327680  the same for their first three bytes
;;   393216  the same for their last three bytes
;;   458752  what is found: addresses of first pairs, 32 bits each
;;   606208  the bytes
(module
  (memory (export "memory") 11)

  ;; Goes through the bytes up to the address $end, and a pair further where that is not four bytes on. Gives how many
  ;; places were found.
  (func (export "scan") (param $end i32) (result i32)
    (local $at i32)
    (local $found i32)
    ;; Of three pairs one behind the other, what the groups say.
    (local $one i32)
    (local $two i32)
    (local $three i32)
    (local.set $at (i32.const 606208))
    (local.set $found (i32.const 458752))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $two (i32.load (i32.shl (i32.load16_u (local.get $at)) (i32.const 2))))
        (local.set $three (i32.load (i32.shl (i32.load16_u offset=2 (local.get $at)) (i32.const 2))))
        ;; One condition for both.
        (if (i32.or
              (i32.and (local.get $one) (i32.shr_u (local.get $two) (i32.const 15)))
              (i32.and (local.get $two) (i32.shr_u (local.get $three) (i32.const 15))))
          (then
            (if (i32.and (local.get $one) (i32.shr_u (local.get $two) (i32.const 15)))
              (then
                (local.set $found (call $check (local.get $found) (i32.sub (local.get $at) (i32.const 2))))))
            (if (i32.and (local.get $two) (i32.shr_u (local.get $three) (i32.const 15)))
              (then (local.set $found (call $check (local.get $found) (local.get $at)))))))
        (local.set $one (local.get $three))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $found) (i32.const 458752)) (i32.const 2)))

  ;; Writes down the address $at of two pairs, and keeps it if an anchor is looked for by their bytes, in either case. Gives
  ;; where the next one is written to.
  (func $check (param $found i32) (param $at i32) (result i32)
    (local $word i32)
    (local.set $word (i32.or (i32.load (local.get $at)) (i32.const 0x20202020)))
    (i32.store (local.get $found) (local.get $at))
    (i32.add
      (local.get $found)
      (i32.shl
        (i32.or
          (i32.or
            (i32.load8_u offset=262144 (call $hash (local.get $word)))
            (i32.load8_u offset=327680 (call $hash (i32.shl (local.get $word) (i32.const 8)))))
          (i32.load8_u offset=393216 (call $hash (i32.and (local.get $word) (i32.const 0xffffff00)))))
        (i32.const 2))))

  (func $hash (param $word i32) (result i32)
    (i32.shr_u (i32.mul (local.get $word) (i32.const 0x9e3779b1)) (i32.const 16))))
