// The site behind the proxy, and the other site that a visitor comes from.

import {once} from 'node:events';
import {createServer} from 'node:http';

import {embeddingPage, linkingPage, loginPage, plainPage, trackedPage} from './pages.mjs';

const SESSION = 'SESSION=s3cr3t; Path=/; HttpOnly; SameSite=Lax';

export class Origin {
    static async start() {
        const origin = new Origin();
        origin.#server.listen(0, '127.0.0.1');
        await once(origin.#server, 'listening');
        origin.port = origin.#server.address().port;
        return origin;
    }

    /** What arrived: `{method, path, headers, cookies}`, `cookies` as name -> value. */
    requests = [];
    #server = createServer((request, response) => this.#answer(request, response));

    get url() {
        return `http://127.0.0.1:${this.port}`;
    }

    /** The last request for this path. */
    last(path) {
        return this.requests.findLast((request) => request.path === path);
    }

    async stop() {
        this.#server.close();
        this.#server.closeAllConnections();
        await once(this.#server, 'close');
    }

    #answer(request, response) {
        const url = new URL(request.url, 'http://origin');
        this.requests.push({method: request.method, path: url.pathname, headers: request.headers,
                            cookies: crumbs(request.headers.cookie)});
        request.resume();
        if (url.pathname === '/callback/moved') {
            response.writeHead(303, {Location: '/welcome', 'Set-Cookie': SESSION}).end();
            return;
        }
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        // Fresh, so that a browser that goes back may show it without asking.
        response.setHeader('Cache-Control', 'max-age=600');
        response.setHeader('Set-Cookie', SESSION);
        response.end(this.#page(url));
    }

    #page(url) {
        const asked = url.searchParams;
        switch (url.pathname) {
            case '/login': return loginPage(asked.get('action'));
            case '/linking': return linkingPage(asked.get('target'));
            case '/embedding': return embeddingPage(asked.get('base'), asked.has('frame'));
        }
        return url.pathname.endsWith('/tracked') ? trackedPage(url.pathname)
                                                 : plainPage(url.pathname);
    }
}

function crumbs(field = '') {
    return Object.fromEntries(field.split('; ').filter(Boolean).map((crumb) => {
        const equals = crumb.indexOf('=');
        return [crumb.slice(0, equals), crumb.slice(equals + 1)];
    }));
}
