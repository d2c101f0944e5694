# says: line 4 | The sandbox has no network
import urllib.request

urllib.request.urlopen("http://localhost:1/prices.json")
