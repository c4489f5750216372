<?php

declare(strict_types=1);

namespace Notices;

final class Board
{
    /** @return list<string> */
    public function all(): array
    {
        return ['Buoy 7 is unlit', 'Dredging at the north quay'];
    }
}
