<?= json_encode(["price" => \Shop\Price::text(129900)]) ?>
