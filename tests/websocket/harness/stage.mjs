// A `ws` server, the proxy in front of it, and `ws` clients.

import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import WebSocket, {WebSocketServer} from 'ws';

import {Proxy} from '../../browser/harness/proxy.mjs';
import {registry} from '../../browser/harness/registry.mjs';
import {Peer, soon} from './peer.mjs';

export class Stage {
    /** All of it, for this test. `greet(peer)` is called for every connection of the origin, in the
     * write of its 101; `fields` are lines for the head of that; `server` are options of `ws`. */
    static async open(t, {greet, fields = [], server = {}} = {}) {
        const stage = new Stage();
        t.after(() => stage.#close());
        stage.#folder = await mkdtemp(join(tmpdir(), 'consent-proxy-websocket-'));
        await stage.#startOrigin(greet, fields, server);
        const file = join(stage.#folder, 'registry.json');
        await writeFile(file, JSON.stringify(registry()));
        stage.#proxy = await Proxy.start(
            'run', '--upstream', `http://127.0.0.1:${stage.#http.address().port}`,
            '--registry', file, '--listen', '127.0.0.1:0', '--admin', '127.0.0.1:0',
            '--workers', '2');
        return stage;
    }

    /** The heads of the upgrades that arrived, as `http.IncomingMessage`. */
    upgrades = [];
    #folder;
    #http = createServer((request, response) => response.end('a page'));
    #sockets;
    #proxy;
    #dialled = 0;
    #awaited = new Map();

    get port() {
        return this.#proxy.port;
    }

    /** How many connections the origin has open. */
    get size() {
        return this.#sockets.clients.size;
    }

    /** A client's socket that is on its way; `options` are those of `ws` and `protocols`. */
    dial({path = '/', protocols = [], ...options} = {}) {
        return new WebSocket(`ws://127.0.0.1:${this.port}${path}`, protocols,
                             {perMessageDeflate: false, ...options});
    }

    /** An open connection, both its ends and the 101: `{visitor, origin, response}`. */
    async connect(options) {
        const path = `/socket/${++this.#dialled}`;
        const arrived = new Promise((resolve) => { this.#awaited.set(path, resolve); });
        const visitor = new Peer(this.dial({path, ...options}));
        const [[response]] = await Promise.all([soon(visitor.socket, 'upgrade'),
                                                soon(visitor.socket, 'open')]);
        return {visitor, origin: await arrived, response};
    }

    /** An upgrade that is refused: the response, with its `body` as text. */
    async refusal(options) {
        const socket = this.dial(options);
        socket.on('error', () => {});
        const [, response] = await soon(socket, 'unexpected-response');
        response.body = '';
        for await (const piece of response.setEncoding('utf8')) {
            response.body += piece;
        }
        return response;
    }

    async #startOrigin(greet, fields, server) {
        this.#sockets = new WebSocketServer({noServer: true, ...server});
        this.#sockets.on('headers', (lines) => lines.push(...fields));
        this.#http.on('upgrade', (request, socket, head) => {
            this.upgrades.push(request);
            socket.cork();
            this.#sockets.handleUpgrade(request, socket, head, (accepted) => {
                const peer = new Peer(accepted);
                greet?.(peer);
                this.#awaited.get(request.url)?.(peer);
            });
            socket.uncork();
        });
        this.#http.listen(0, '127.0.0.1', 1024);
        await once(this.#http, 'listening');
    }

    async #close() {
        for (const socket of this.#sockets?.clients ?? []) {
            socket.terminate();
        }
        await this.#proxy?.stop();
        this.#http.close();
        this.#http.closeAllConnections();
        await rm(this.#folder, {recursive: true, force: true});
    }
}

/** Sends every message back as it came. */
export function echo({socket}) {
    socket.on('message', (data, binary) => socket.send(data, {binary}));
}
