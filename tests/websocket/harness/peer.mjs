// One side of a WebSocket: what it is told waits here until a test asks for it.

import {on, once} from 'node:events';

const DEADLINE = 20_000;

function late() {
    return new Promise((_, reject) => {
        setTimeout(() => reject(new Error('deadline')), DEADLINE).unref();
    });
}

/** The next `event` of this emitter, as an array of what it tells; fails at the deadline. */
export function soon(emitter, event) {
    return once(emitter, event, {signal: AbortSignal.timeout(DEADLINE)});
}

export class Peer {
    /** `socket` is a `ws` WebSocket that nothing has happened to yet. */
    constructor(socket) {
        this.socket = socket;
        // A connection that breaks is told by its close code.
        socket.on('error', () => {});
        this.#closed = new Promise((resolve) => {
            socket.on('close', (code, reason) => resolve([code, reason.toString()]));
        });
        this.#messages = on(socket, 'message', {signal: AbortSignal.timeout(DEADLINE)});
    }

    #closed;
    #messages;

    /** The next message: `{data, binary}`, `data` as a Buffer. */
    async message() {
        const {value: [data, binary]} = await this.#messages.next();
        return {data, binary};
    }

    /** The next message, which has to be text. */
    async text() {
        const {data, binary} = await this.message();
        if (binary) {
            throw new Error('a binary message');
        }
        return data.toString();
    }

    /** How it ended: `[code, reason]`. */
    end() {
        return Promise.race([this.#closed, late()]);
    }

    /** The payload of the next control frame `ping` or `pong`, as text; to be called first. */
    async control(kind) {
        const [payload] = await soon(this.socket, kind);
        return payload.toString();
    }
}
