"""An OpenID Connect provider of two addresses, for the login's test: it lets everybody in as ``WHO``."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

WHO = "ana@example.org"
CLIENT = "wfm"


@contextmanager
def provider():
    """Serve a provider on this machine; yields the address of its metadata."""
    key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
    nonces = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                nonces["code"] = asked.get("nonce")
                self.send_response(302)
                answer = urlencode({"code": "code", "state": asked["state"]})
                self.send_header("Location", f"{asked['redirect_uri']}?{answer}")
                self.end_headers()
            elif parts.path == "/keys":
                self.tell({"keys": [key.as_dict(private=False)]})
            else:
                self.tell(
                    {
                        "issuer": here,
                        "authorization_endpoint": f"{here}/authorize",
                        "token_endpoint": f"{here}/token",
                        "jwks_uri": f"{here}/keys",
                        "id_token_signing_alg_values_supported": ["RS256"],
                    }
                )

        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            now = int(time.time())
            claims = {"iss": here, "sub": "1", "aud": CLIENT, "iat": now, "exp": now + 600, "email": WHO}
            claims |= {"nonce": nonces["code"], "email_verified": True}
            token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, key)
            self.tell({"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": token})

        def tell(self, value):
            content = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{here}/.well-known/openid-configuration"
    finally:
        server.shutdown()
