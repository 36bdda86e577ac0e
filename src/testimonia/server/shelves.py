"""The folders of the site in which files stand beside others that are made when asked: the file, where there is one."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from testimonia.server.alternates import Alternates
from testimonia.server.reading import Reading


class Shelves:
    """/documents and /authors."""

    def __init__(self, static: StaticFiles, alternates: Alternates, reading: Reading) -> None:
        self.static = static
        self.alternates = alternates
        self.reading = reading

    async def document(self, request: Request) -> Response:
        """A file of the folder, or an alternate of the document of that name."""
        root = str(request.url.replace(path="/", query="", fragment=""))
        return await self._file_or(request, "documents", lambda name: self.alternates.document(name, root))

    async def author(self, request: Request) -> Response:
        """A file of the folder, or the texts of the author of that name as a book."""
        return await self._file_or(request, "authors", self.alternates.author)

    async def _file_or(self, request: Request, folder: str, make: Callable[[str], Response | None]) -> Response:
        name = request.path_params["name"]
        if "\x00" in name:
            raise HTTPException(404)
        path = f"{folder}/{name}"
        _, found = await run_in_threadpool(self.static.lookup_path, path)
        made = None if found else await run_in_threadpool(make, name)
        return made or await self.static.get_response(path, request.scope)
