<?php
// The site of the trial as a router script of PHP's built-in server.
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$cookies = file(__DIR__ . '/cookies.txt', FILE_IGNORE_NEW_LINES);
$body = '<!doctype html><title>PHP</title>';
switch ($path) {
    case '/':
        break;
    case '/moved':
        header('Location: /elsewhere');
        break;
    case '/broken':
        http_response_code(500);
        break;
    case '/image.png':
        header('Content-Type: image/png');
        break;
    case '/login':
        if ($_SERVER['REQUEST_METHOD'] != 'POST') {
            break;
        }
        if ($_POST != ['name' => 'me', 'password' => 'mine']) {
            http_response_code(422);
            break;
        }
        header('Location: /account', true, 303);
        $cookies = ['_ga=in; Path=/', 'licensing_session=in; Path=/; HttpOnly'];
        break;
    case '/account':
        if (($_COOKIE['licensing_session'] ?? '') != 'in') {
            http_response_code(403);
        }
        $body = $_SERVER['HTTP_COOKIE'] ?? '';
        break;
    default:
        http_response_code(404);
}
foreach ($cookies as $cookie) {
    header("Set-Cookie: $cookie", false);
}
echo $body;
