// Sends requests by Go's net/http, as the script `client-table` asks on standard input: a JSON document a line, and one back.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

type ask struct {
	Begin   bool
	Method  string
	URL     string
	Headers map[string]string
	Body    *string
	Timeout float64
	Parse   bool
}

type answer struct {
	Outcome  string          `json:"outcome"`
	Document json.RawMessage `json:"document"`
}

func send(client *http.Client, ask ask) (string, json.RawMessage, error) {
	var body io.Reader
	if ask.Body != nil {
		body = strings.NewReader(*ask.Body)
	}
	request, err := http.NewRequest(ask.Method, ask.URL, body)
	if err != nil {
		return "", nil, err
	}
	for name, value := range ask.Headers {
		request.Header.Set(name, value)
	}
	client.Timeout = time.Duration(ask.Timeout * float64(time.Second))
	response, err := client.Do(request)
	if err != nil {
		return "", nil, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return "", nil, err
	}
	status := strconv.Itoa(response.StatusCode)
	if !ask.Parse {
		return status, nil, nil
	}
	if !json.Valid(content) {
		var document any
		return status + ", " + kind(json.Unmarshal(content, &document)), nil, nil
	}
	return status, content, nil
}

// The error in the words of the library where it has some that never change, else the type of what is at its bottom.
func kind(err error) string {
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "unexpected EOF"
	case errors.Is(err, syscall.ECONNRESET):
		return "connection reset by peer"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, io.EOF):
		return "EOF"
	}
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	for _, words := range []string{"stopped after 10 redirects", "malformed HTTP", "malformed chunked encoding",
		"invalid byte in chunk length", "multiple Content-Length headers",
		"gzip: invalid header", "server closed idle connection"} {
		if strings.Contains(err.Error(), words) {
			return words
		}
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", err), "*")
}

func main() {
	// What the library says beside its errors.
	log.SetOutput(io.Discard)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	client := &http.Client{}
	for lines.Scan() {
		var ask ask
		if err := json.Unmarshal(lines.Bytes(), &ask); err != nil {
			panic(err)
		}
		var said answer
		if ask.Begin {
			client.CloseIdleConnections()
			client = &http.Client{Transport: &http.Transport{}}
		} else if outcome, document, err := send(client, ask); err != nil {
			said.Outcome = kind(err)
		} else {
			said = answer{outcome, document}
		}
		line, _ := json.Marshal(said)
		fmt.Println(string(line))
	}
}
