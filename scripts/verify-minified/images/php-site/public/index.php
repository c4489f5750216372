<?php
spl_autoload_register(fn (string $name) => require __DIR__ . '/../src/' . str_replace('\\', '/', $name) . '.php');
require __DIR__ . '/../templates/' . (ltrim($_SERVER['REQUEST_URI'], '/') ?: 'home') . '.php';
