"""What stands between the server and Django: the caps on request bodies and the word of trusted proxies."""
