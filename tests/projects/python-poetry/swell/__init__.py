from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

buoys: dict[str, float] = {"north": 1.2, "south": 0.4}


async def health(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def buoy(request: Request) -> JSONResponse:
    name = request.path_params["name"]
    return JSONResponse({"metres": buoys[name]}) if name in buoys else JSONResponse({}, status_code=404)


app = Starlette(routes=[Route("/health", health), Route("/buoys/{name}", buoy)])
