// A third party: a server on another loopback address, which counts who connects.

import {EventEmitter, once} from 'node:events';
import {createServer} from 'node:http';

import {WebSocketServer} from 'ws';

const DEADLINE = 20_000;
const PIXEL = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');

export class ThirdParty {
    static async start(address, name) {
        const party = new ThirdParty();
        party.#server.listen(0, address);
        await once(party.#server, 'listening');
        party.host = `${name}:${party.#server.address().port}`;
        party.url = `http://${party.host}`;
        return party;
    }

    connections = 0;
    /** The paths that were asked for. */
    paths = [];
    /** path -> another, which has to be asked for before this one is answered. */
    answersAfter = {};
    #arrivals = new EventEmitter().setMaxListeners(0);
    #server = createServer((request, response) => this.#answer(request, response));
    #sockets = new WebSocketServer({noServer: true});

    constructor() {
        this.#server.on('connection', () => ++this.connections);
        this.#server.on('upgrade', (request, socket, head) => {
            this.#arrived(request.url);
            this.#sockets.handleUpgrade(request, socket, head, (peer) => peer.send('hello'));
        });
    }

    /** Waits until somebody has asked for this path. */
    async asked(path) {
        const signal = AbortSignal.timeout(DEADLINE);
        while (!this.paths.includes(path)) {
            await once(this.#arrivals, 'arrival', {signal}).catch(() => {
                throw new Error(`nobody asked for ${path}, only for ${this.paths}`);
            });
        }
    }

    async stop() {
        this.#sockets.clients.forEach((peer) => peer.terminate());
        this.#server.close();
        this.#server.closeAllConnections();
        await once(this.#server, 'close');
    }

    #arrived(path) {
        this.paths.push(path);
        this.#arrivals.emit('arrival');
    }

    async #answer(request, response) {
        request.resume();
        this.#arrived(request.url);
        if (request.url in this.answersAfter) {
            await this.asked(this.answersAfter[request.url]);
        }
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.setHeader('Access-Control-Allow-Headers', '*');
        if (request.url.startsWith('/script')) {
            response.setHeader('Content-Type', 'text/javascript');
            response.end(`globalThis.ran = [...(globalThis.ran ?? []), '${request.url}'];`);
        } else if (request.url.endsWith('/events')) {
            response.setHeader('Content-Type', 'text/event-stream');
            response.write('data: hello\n\n');
        } else {
            response.setHeader('Content-Type', 'image/gif');
            response.end(PIXEL);
        }
    }
}
