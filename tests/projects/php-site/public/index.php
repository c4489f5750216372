<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
header('Content-Type: application/json');
echo $path === '/health' ? '{"status":"ok"}' : json_encode((new Notices\Board())->all());
