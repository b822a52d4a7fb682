// The site of the trial as a Node program: site.mjs PORT

import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';

const cookies = readFileSync(new URL('cookies.txt', import.meta.url), 'utf8').trim().split('\n');
const session = ['_ga=in; Path=/', 'licensing_session=in; Path=/; HttpOnly'];
const page = '<!doctype html><title>Node</title>';

function answer(path, method, told, sent) {
    switch (path) {
        case '/': return {};
        case '/moved': return {status: 302, location: '/elsewhere'};
        case '/broken': return {status: 500};
        case '/image.png': return {type: 'image/png'};
        case '/login':
            if (method !== 'POST') {
                return {};
            }
            return sent === 'name=me&password=mine'
                ? {status: 303, location: '/account', set: session} : {status: 422};
        case '/account':
            return {status: told.includes('licensing_session=in') ? 200 : 403, body: told};
    }
    return {status: 404};
}

createServer(async (request, response) => {
    let sent = '';
    for await (const piece of request.setEncoding('utf8')) {
        sent += piece;
    }
    const {status = 200, type = 'text/html', location, set = cookies, body = page} =
        answer(request.url, request.method, request.headers.cookie ?? '', sent);
    response.writeHead(status, {'Content-Type': type, 'Set-Cookie': set,
                                ...(location && {Location: location})});
    response.end(body);
}).listen(Number(process.argv[2]), '127.0.0.1');
