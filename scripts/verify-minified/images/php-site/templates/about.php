<?= (new DateTime("@1700000000"))->setTimezone(new DateTimeZone("Europe/Berlin"))->format("c"), " ", ctype_digit("1") ? "digits" : "", " ", hash("sha256", "a") ?>
