import type { OutgoingHttpHeaders } from "node:http";
import { type Http2ServerRequest, Http2ServerResponse } from "node:http2";

type Named = OutgoingHttpHeaders | readonly string[];

/**
 * An answer over HTTP/2 whose last bytes carry its end. Node's own leaves room for trailers: then the end is a packet more, and Chromium, which after 5 s tells of
 * every byte that it has read, tells of the last ones too, when nobody needs to know any more.
 */
export class PlainHttp2Response<Request extends Http2ServerRequest = Http2ServerRequest> extends Http2ServerResponse<Request> {
  /** Header names and values as an object; the hub's routes give no others. */
  override writeHead(status: number, given?: Named | string, named?: Named): this {
    const headers = typeof given === "string" ? named : given;
    // Who asked may be gone: as in Node's own, nothing happens then.
    if (!this.stream.destroyed)
      this.stream.respond({ ...this.getHeaders(), ...(headers as OutgoingHttpHeaders), ":status": status });
    return this;
  }
}
