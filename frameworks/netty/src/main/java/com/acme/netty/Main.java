package com.acme.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Two servers that send back what they get: one leaves the protocol to Netty, the other shakes hands itself. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        NioEventLoopGroup loops = new NioEventLoopGroup(2);
        System.out.println("port " + serve(loops, false));
        System.out.println("own-port " + serve(loops, true));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    private static int serve(NioEventLoopGroup loops, boolean ownHandshake) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536));
                        if (ownHandshake) {
                            channel.pipeline().addLast(new OwnHandshake());
                        } else {
                            channel.pipeline().addLast(new WebSocketServerProtocolHandler("/echo"), new EchoHandler());
                        }
                    }
                });
        Channel server = bootstrap.bind("127.0.0.1", 0).syncUninterruptibly().channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Gets text and binary frames; Netty's own handler answers the others. */
    static final class EchoHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof BinaryWebSocketFrame) {
                context.writeAndFlush(frame.retain());
                return;
            }
            String text = ((TextWebSocketFrame) frame).text();
            if (text.equals("fail")) {
                throw new IllegalStateException("as asked");
            }
            if (text.equals("bye")) {
                context.writeAndFlush(new CloseWebSocketFrame(4001, "as asked"));
                context.close();
                return;
            }
            context.writeAndFlush(new TextWebSocketFrame(text));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
            context.writeAndFlush(new TextWebSocketFrame("failed"));
        }
    }

    /** Shakes hands, and hands on to one handler for text, which makes another one for closing necessary. */
    static final class OwnHandshake extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                            "ws://localhost" + request.uri(), null, false)
                    .newHandshaker(request);
            handshaker.handshake(context.channel(), request);
            context.pipeline().replace(this, "text", new TextHandler());
            context.pipeline().addLast("close", new CloseHandler(handshaker));
        }
    }

    static final class TextHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            context.writeAndFlush(new TextWebSocketFrame(frame.text()));
        }
    }

    static final class CloseHandler extends SimpleChannelInboundHandler<CloseWebSocketFrame> {
        private final WebSocketServerHandshaker handshaker;

        CloseHandler(WebSocketServerHandshaker handshaker) {
            this.handshaker = handshaker;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, CloseWebSocketFrame frame) {
            handshaker.close(context.channel(), frame.retain());
        }
    }
}
