<?php

namespace Shop;

final class Price
{
    public static function text(int $cents): string
    {
        return number_format($cents / 100, 2) . ' EUR';
    }
}
